using EdgeAgent.Cameras;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Pipeline;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CameraMonitorTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly JumpingTime time = new(Noon);
    private readonly SteadyTime steady;
    private readonly StatusBoard board;

    public CameraMonitorTests()
    {
        steady = new SteadyTime(time);
        board = new StatusBoard(steady);
    }

    [Test]
    public void Constructor_Camera_IsStartingUnderItsNameOrId()
    {
        _ = new CameraMonitor(new CameraOptions { Id = "a", Name = "操作间" }, board, steady);
        _ = new CameraMonitor(new CameraOptions { Id = "b" }, board, steady);

        Assert.That(
            board.Cameras.Select(camera => (camera.Id, camera.Name, camera.State)),
            Is.EqualTo([("a", "操作间", CameraState.Starting), ("b", "b", CameraState.Starting)]));
    }

    [Test]
    public void Seen_FiveASecond_IsWatchingAtThatRate()
    {
        var monitor = Monitor();
        Watch(monitor, 40);

        Assert.That(Status.State, Is.EqualTo(CameraState.Watching));
        Assert.That(Status.FramesPerSecond, Is.EqualTo(5).Within(0.3));
        Assert.That((Status.Frames, Status.Dropped, Status.Inferences), Is.EqualTo((40, 3, 4)));
        Assert.That(Status.LastFrame, Is.EqualTo(time.GetUtcNow()));
    }

    [Test]
    public void Refresh_PicturesStopped_TheRateFalls()
    {
        var monitor = Monitor();
        Watch(monitor, 40);
        time.Advance(TimeSpan.FromSeconds(6));

        monitor.Refresh(3, 4);

        Assert.That(Status.FramesPerSecond, Is.Zero);
    }

    [TestCase(StreamFailure.Unreachable, CameraState.Unreachable)]
    [TestCase(StreamFailure.Ended, CameraState.Unreachable)]
    [TestCase(StreamFailure.AnotherCamera, CameraState.AnotherCamera)]
    [TestCase(StreamFailure.LoginRefused, CameraState.LoginRefused)]
    [TestCase(StreamFailure.NoSuchStream, CameraState.NoSuchStream)]
    [TestCase(StreamFailure.UnsupportedCodec, CameraState.UnsupportedCodec)]
    [TestCase(StreamFailure.Stalled, CameraState.Stalled)]
    [TestCase(StreamFailure.Garbage, CameraState.Failed)]
    [TestCase(StreamFailure.Unknown, CameraState.Failed)]
    public void Failed_AnyReason_IsAStateOfItsOwnWithTheReason(StreamFailure reason, CameraState expected)
    {
        Monitor().Failed(reason, "because", Noon.AddMinutes(1));

        Assert.That(Status, Has.Property("State").EqualTo(expected).And.Property("Reason").EqualTo("because").And.Property("Restarts").EqualTo(1));
    }

    [Test]
    public void Failed_JustAfterPictures_ShowsNoRateAlsoWhileWaiting()
    {
        var monitor = Monitor();
        Watch(monitor, 40);
        monitor.Failed(StreamFailure.Unreachable, "because", Noon.AddMinutes(1));
        time.Advance(TimeSpan.FromSeconds(1));

        monitor.Refresh(3, 4);

        Assert.That(Status.FramesPerSecond, Is.Zero);
    }

    [TestCase(10)]
    [TestCase(-10)]
    public void Seen_ClockIsSet_RateAndAgesAreAsBefore(double hours)
    {
        var told = new List<CameraStatus>();
        board.StateChanged += told.Add;
        var monitor = Monitor();
        Watch(monitor, 40);
        var (rate, since) = (Status.FramesPerSecond, Status.Since);
        time.Jump(TimeSpan.FromHours(hours));
        time.Advance(TimeSpan.FromMilliseconds(200));
        monitor.Seen(new Moment(steady.GetUtcNow(), []) { ClockShift = steady.Shift }, 3, 4);

        Assert.That((Status.FramesPerSecond, Status.LastFrame), Is.EqualTo((rate, (DateTimeOffset?)time.GetUtcNow())));
        Assert.That(Status.Since, Is.EqualTo(since.AddHours(hours)));
        Assert.That(told.Select(each => (each.State, each.Since)), Is.EqualTo(new[]
        {
            (CameraState.Starting, Noon), (CameraState.Watching, since), (CameraState.Watching, since.AddHours(hours)),
        }), "the retained message of its state is corrected");
    }

    [Test]
    public void Failed_Again_KeepsTheTimeOfTheFirst()
    {
        var monitor = Monitor();
        monitor.Failed(StreamFailure.Unreachable, "because", Noon.AddMinutes(1));
        time.Advance(TimeSpan.FromSeconds(10));
        monitor.Failed(StreamFailure.Unreachable, "because", Noon.AddMinutes(1));

        Assert.That((Status.Since, Status.Restarts), Is.EqualTo((Noon, 2)));

        monitor.Seen(new Moment(time.GetUtcNow(), []), 0, 0);
        Assert.That((Status.State, Status.Since, Status.Reason), Is.EqualTo((CameraState.Watching, Noon.AddSeconds(10), (string?)null)));
    }

    [TestCase(PictureCondition.Frozen, CameraState.Frozen)]
    [TestCase(PictureCondition.Covered, CameraState.Covered)]
    [TestCase(PictureCondition.Moved, CameraState.Moved)]
    [TestCase(PictureCondition.Dark, CameraState.Dark)]
    public void Seen_PictureInACondition_IsAStateOfItsOwnWithItsBeginningAndTheRateGoesOn(PictureCondition condition, CameraState expected)
    {
        var monitor = Monitor();
        Watch(monitor, 40);
        var began = time.GetUtcNow();
        monitor.Seen(new Moment(began, [], Condition: condition), 0, 0);
        time.Advance(TimeSpan.FromMilliseconds(200));
        monitor.Seen(new Moment(time.GetUtcNow(), [], Condition: condition), 0, 0);

        Assert.That((Status.State, Status.Since, Status.HasPictures), Is.EqualTo((expected, began, true)));
        Assert.That(Status.Reason, Is.Not.Empty);
        Assert.That(Status.FramesPerSecond, Is.EqualTo(5).Within(0.5));

        monitor.Seen(new Moment(time.GetUtcNow(), []), 0, 0);
        Assert.That((Status.State, Status.Since, Status.Reason), Is.EqualTo((CameraState.Watching, began.AddMilliseconds(200), (string?)null)));
    }

    [Test]
    public void Failed_ThenPictures_TellsTheNextAttemptOnlyMeanwhile()
    {
        var monitor = Monitor();
        monitor.Failed(StreamFailure.LoginRefused, "401", Noon.AddMinutes(2));
        Assert.That(Status.NextAttempt, Is.EqualTo(Noon.AddMinutes(2)));

        Watch(monitor, 1);

        Assert.That(Status.NextAttempt, Is.Null);
    }

    [Test]
    public void Post_SameStateAgain_RaisesStateChangedOnlyOnAnotherStateOrAnotherReasonThanAMinuteAgo()
    {
        var changes = new List<(CameraState State, string? Reason)>();
        board.StateChanged += camera => changes.Add((camera.State, camera.Reason));
        var monitor = Monitor();

        Watch(monitor, 10);
        monitor.Refresh(0, 0);
        monitor.Failed(StreamFailure.Stalled, "a", Noon.AddMinutes(1));
        monitor.Failed(StreamFailure.Stalled, "c", Noon.AddMinutes(1));
        monitor.Failed(StreamFailure.Stalled, "b", Noon.AddMinutes(1));
        time.Advance(TimeSpan.FromMinutes(1));
        monitor.Refresh(0, 0);
        monitor.Failed(StreamFailure.Stalled, "b", Noon.AddMinutes(2));
        Watch(monitor, 2);
        monitor.Finished();

        Assert.That(changes, Is.EqualTo(new (CameraState, string?)[]
        {
            (CameraState.Starting, null), (CameraState.Watching, null), (CameraState.Stalled, "a"), (CameraState.Stalled, "b"),
            (CameraState.Watching, null), (CameraState.Finished, null),
        }));
    }

    private CameraStatus Status => board.Cameras.Single();

    private CameraMonitor Monitor() => new(new CameraOptions { Id = "kitchen" }, board, steady);

    private void Watch(CameraMonitor monitor, int pictures)
    {
        for (var i = 0; i < pictures; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            monitor.Seen(new Moment(time.GetUtcNow(), []), 3, 4);
        }
    }
}
