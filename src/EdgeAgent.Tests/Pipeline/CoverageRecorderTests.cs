using EdgeAgent.Evidence;
using EdgeAgent.Geometry;
using EdgeAgent.Pipeline;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Evidence;
using EdgeAgent.Tracking;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAgent.Tests.Pipeline;

public sealed class CoverageRecorderTests
{
    private static readonly DateOnly Day = new(2026, 5, 4);
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, 400, TimeSpan.FromHours(8));

    private CoverageBench bench = null!;
    private JumpingTime time = null!;
    private StatusBoard board = null!;
    private CoverageRecorder recorder = null!;
    private long frames;

    [SetUp]
    public void Begin()
    {
        bench = new CoverageBench();
        time = new JumpingTime(Start);
        board = new StatusBoard(new SteadyTime(time));
        Restart();
    }

    [TearDown]
    public void End()
    {
        recorder.Dispose();
        bench.Dispose();
    }

    [TestCase(CameraState.Watching, ExpectedResult = CoverageState.Watched)]
    [TestCase(CameraState.Frozen, ExpectedResult = CoverageState.Covered)]
    [TestCase(CameraState.Covered, ExpectedResult = CoverageState.Covered)]
    [TestCase(CameraState.Moved, ExpectedResult = CoverageState.Covered)]
    [TestCase(CameraState.Dark, ExpectedResult = CoverageState.Covered)]
    [TestCase(CameraState.Paused, ExpectedResult = CoverageState.Paused)]
    [TestCase(CameraState.Starting, ExpectedResult = CoverageState.Down)]
    [TestCase(CameraState.Unreachable, ExpectedResult = CoverageState.Down)]
    [TestCase(CameraState.Finished, ExpectedResult = CoverageState.Down)]
    public CoverageState Tick_CameraInAState_MarksTheSecondJustGone(CameraState state)
    {
        Second(state);
        Second(state);
        return Spans().First(span => span.To >= 2).State;
    }

    [Test]
    public void Tick_SomebodyInView_IsMarked()
    {
        Second(CameraState.Watching);
        Second(CameraState.Watching, people: 1);
        Second(CameraState.Watching);

        Assert.That(Spans()[1], Is.EqualTo(new CoverageSpan(1, 2, CoverageState.Watched, CoverageMarks.Activity)));
    }

    [TestCase(5, CameraState.Watching, ExpectedResult = 7)]
    [TestCase(6, CameraState.Watching, ExpectedResult = 3, Description = "too long to know")]
    [TestCase(5, CameraState.Dark, ExpectedResult = 2, Description = "it did something else behind")]
    public int Tick_Late_FillsTheSecondsBetweenOnlyWhereTheyAreKnown(int seconds, CameraState behind)
    {
        Second(CameraState.Watching);
        Second(CameraState.Watching);
        Second(behind, after: seconds);
        return bench.Ledger.Read("door", Day).Seconds(CoverageState.Watched);
    }

    [Test]
    public void Tick_TwiceInOneSecond_LeavesNothingOut()
    {
        foreach (var after in new[] { 1.0, 0.5, 1.5, 1.0, 1.59, 0.42, 1.0 })
        {
            Second(CameraState.Watching, after);
        }

        Assert.That(Spans()[0], Is.EqualTo(new CoverageSpan(0, 7, CoverageState.Watched, CoverageMarks.None)));
    }

    [Test]
    public void Tick_PicturesStopped_IsDownFromTheSixthSecondOn()
    {
        Second(CameraState.Watching);
        for (var i = 0; i < 9; i++)
        {
            Second(CameraState.Watching, pictures: 0);
        }

        Assert.That(Spans()[0], Is.EqualTo(new CoverageSpan(0, 6, CoverageState.Watched, CoverageMarks.None)));
    }

    [Test]
    public void Tick_AgentAwayForAWhile_LeavesTheWhileDown()
    {
        Second(CameraState.Watching);
        time.Advance(TimeSpan.FromSeconds(3));
        Restart();
        Second(CameraState.Watching);

        Assert.That(Spans().Take(3).Select(span => span.State), Is.EqualTo(new[] { CoverageState.Watched, CoverageState.Down, CoverageState.Watched }));
        Assert.That(Spans()[1], Is.EqualTo(new CoverageSpan(1, 4, CoverageState.Down, CoverageMarks.None)));
    }

    [Test]
    public void Tick_ClockPutBack_WhatWasWatchedIsToldAsUnsure()
    {
        for (var i = 0; i < 10; i++)
        {
            Second(CameraState.Watching);
        }

        time.Jump(TimeSpan.FromSeconds(-5));
        Second(CameraState.Watching);
        Second(CameraState.Unreachable);

        Assert.That(Spans().Take(3), Is.EqualTo(new[]
        {
            new CoverageSpan(0, 5, CoverageState.Watched, CoverageMarks.None),
            new CoverageSpan(5, 6, CoverageState.ClockUnsure, CoverageMarks.None),
            new CoverageSpan(6, 10, CoverageState.Watched, CoverageMarks.None),
        }));
    }

    [Test]
    public void Tick_DayOver_PacksIt()
    {
        Second(CameraState.Watching);
        Second(CameraState.Watching, after: 86_400);

        Assert.That(File.Exists(bench.PathOf("2026-05-04", "door.seconds.gz")), Is.True);
        Assert.That(Spans()[0].To, Is.EqualTo(1));
    }

    [Test]
    public async Task Execute_Stopped_HasMarkedEachSecond()
    {
        await recorder.StartAsync(CancellationToken.None);

        // The service makes its timer when it comes to run.
        await Support.Eventually.Holds(
            () =>
            {
                Post(CameraState.Watching);
                time.Advance(TimeSpan.FromSeconds(1));
                return bench.Ledger.Read("door", Day).Seconds(CoverageState.Watched) >= 3;
            },
            "3 seconds");
        await recorder.StopAsync(CancellationToken.None);
    }

    private void Restart() => recorder = new CoverageRecorder(
        board, bench.Ledger, new ClockTrust(new SteadyTime(time), null, _ => true, () => false, () => null, NullLogger<ClockTrust>.Instance), time);

    private IReadOnlyList<CoverageSpan> Spans() => bench.Ledger.Read("door", Day).Spans();

    private void Second(CameraState state, double after = 1, int people = 0, int pictures = 5)
    {
        time.Advance(TimeSpan.FromSeconds(after));
        Post(state, people, pictures);
        recorder.Tick();
    }

    private void Post(CameraState state, int people = 0, int pictures = 5)
    {
        frames += pictures;
        var now = time.GetUtcNow();
        var tracks = Enumerable.Range(0, people).Select(id => new Track(id, "person", Box.Whole, 0.9, now, now)).ToList();
        board.Post(new CameraStatus("door", "大门", state, now, null, 5, now, frames, 0, 0, 0, tracks));
    }
}
