using EdgeAgent.Evidence;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Evidence;

public sealed class CoverageLedgerTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);
    private static readonly DateTimeOffset Midnight = new(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(8));

    private CoverageBench bench = null!;

    private CoverageLedger Ledger => bench.Ledger;

    [SetUp]
    public void Begin() => bench = new CoverageBench();

    [TearDown]
    public void End() => bench.Dispose();

    [Test]
    public void Read_NothingKnown_IsDownAllDay() => Assert.That(
        Ledger.Read("door", Day).Spans(), Is.EqualTo(new[] { new CoverageSpan(0, 86_400, CoverageState.Down, CoverageMarks.None) }));

    [Test]
    public void Read_MarkedBeforeARestart_IsThere()
    {
        Mark(10, 20, CoverageState.Watched);
        Mark(20, 25, CoverageState.Paused);
        Ledger.Add("door", At(18), At(22), CoverageMarks.Recorded);

        var day = bench.Again().Read("door", Day);

        Assert.That(day.Spans(), Is.EqualTo(new[]
        {
            new CoverageSpan(0, 10, CoverageState.Down, CoverageMarks.None),
            new CoverageSpan(10, 18, CoverageState.Watched, CoverageMarks.None),
            new CoverageSpan(18, 20, CoverageState.Watched, CoverageMarks.Recorded),
            new CoverageSpan(20, 22, CoverageState.Paused, CoverageMarks.Recorded),
            new CoverageSpan(22, 25, CoverageState.Paused, CoverageMarks.None),
            new CoverageSpan(25, 86_400, CoverageState.Down, CoverageMarks.None),
        }));
        Assert.That((day.Seconds(CoverageState.Watched), day.Seconds(CoverageMarks.Recorded), day.Seconds(CoverageState.Down, within: 30)), Is.EqualTo((10, 4, 15)));
    }

    [TestCase(CoverageState.Watched, CoverageState.Covered, ExpectedResult = CoverageState.Watched)]
    [TestCase(CoverageState.Watched, CoverageState.Down, ExpectedResult = CoverageState.Watched)]
    [TestCase(CoverageState.Watched, CoverageState.ClockUnsure, ExpectedResult = CoverageState.ClockUnsure)]
    [TestCase(CoverageState.ClockUnsure, CoverageState.Watched, ExpectedResult = CoverageState.ClockUnsure)]
    [TestCase(CoverageState.Paused, CoverageState.Covered, ExpectedResult = CoverageState.Covered)]
    public CoverageState Mark_SecondToldTwice_KeepsTheHigherWord(CoverageState first, CoverageState second)
    {
        Mark(10, 11, first);
        Mark(10, 11, second);
        return Ledger.Read("door", Day).Spans().Single(span => span.From == 10).State;
    }

    [Test]
    public void Mark_OverMidnight_IsDividedBetweenTheDays()
    {
        Ledger.Mark("door", Midnight.AddSeconds(-3), Midnight.AddSeconds(2), CoverageState.Watched);

        Assert.That(Ledger.Read("door", Day.AddDays(-1)).Spans()[^1], Is.EqualTo(new CoverageSpan(86_397, 86_400, CoverageState.Watched, CoverageMarks.None)));
        Assert.That(Ledger.Read("door", Day).Spans()[0], Is.EqualTo(new CoverageSpan(0, 2, CoverageState.Watched, CoverageMarks.None)));
    }

    [Test]
    public void Add_SpansThatTouch_ShareNoSecondAndLeaveNone()
    {
        double[] cuts = [4.2, 8.5, 8.51, 13.49, 20];
        var seconds = cuts.Zip(cuts.Skip(1)).Sum(span =>
        {
            using var alone = new CoverageBench();
            alone.Ledger.Add("door", At(span.First), At(span.Second), CoverageMarks.Recorded);
            return alone.Ledger.Read("door", Day).Seconds(CoverageMarks.Recorded);
        });

        Assert.That(seconds, Is.EqualTo(16), "4 to 20");
    }

    [Test]
    public void Mark_SpanOfAClockThatJumped_IsLeftOut()
    {
        Ledger.Mark("door", Midnight, Midnight.AddYears(3), CoverageState.Watched);
        Ledger.Mark("door", Midnight.AddSeconds(9), Midnight, CoverageState.Watched);

        Assert.That(Directory.Exists(bench.Root), Is.False);
    }

    [TestCase("../door")]
    [TestCase("door\n")]
    [TestCase("")]
    public void Read_NoCamerasId_IsRefused(string camera) => Assert.That(() => Ledger.Read(camera, Day), Throws.ArgumentException);

    [Test]
    public void CamerasOf_BoxOffAllDay_AreThoseOfTheLastDayBefore()
    {
        Mark(10, 11, CoverageState.Down);
        Ledger.Mark("store", At(0), At(1), CoverageState.Watched);

        Assert.That(Ledger.CamerasOf(Day), Is.EqualTo(new[] { "door", "store" }));
        Assert.That(Ledger.CamerasOf(Day.AddDays(2)), Is.EqualTo(new[] { "door", "store" }));
        Assert.That(Ledger.CamerasOf(Day.AddDays(-1)), Is.Empty);
    }

    [Test]
    public void LatestAndFirstDay_SecondsWithAndWithoutASureTime_AreOfTheSureOnes()
    {
        Assert.That((Ledger.Latest(), Ledger.FirstDay), Is.EqualTo(((DateTimeOffset?)null, (DateOnly?)null)));
        Mark(10, 20, CoverageState.Watched);
        Mark(20, 30, CoverageState.ClockUnsure);
        Ledger.Mark("door", At(86_400), At(86_402), CoverageState.ClockUnsure);

        Ledger.Mark("door", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(1), CoverageState.ClockUnsure);

        Assert.That(Ledger.Latest(), Is.EqualTo(At(20)));
        Assert.That(Ledger.FirstDay, Is.EqualTo(Day));
    }

    [Test]
    public void Mark_FullDisk_IsToldOnceAndGoesOnWhenThereIsRoomAgain()
    {
        var disk = SmallDisk.Mount(1_000_000);
        try
        {
            using var small = new CoverageBench(root: Path.Combine(disk, "coverage"));
            var foreign = Path.Combine(disk, "foreign");
            Fill(foreign);
            for (var second = 0; second < 5; second++)
            {
                small.Ledger.Mark("door", At(second), At(second + 1), CoverageState.Watched);
            }

            Assert.That((small.Ledger.Failures, small.Errors.Count), Is.EqualTo((5, 1)), string.Join('\n', small.Errors));
            File.Delete(foreign);
            small.Ledger.Mark("door", At(5), At(6), CoverageState.Watched);

            Assert.That(small.Ledger.Read("door", Day).Spans()[1], Is.EqualTo(new CoverageSpan(5, 6, CoverageState.Watched, CoverageMarks.None)));
        }
        finally
        {
            SmallDisk.Unmount(disk);
        }
    }

    private static void Fill(string path)
    {
        using var file = File.Create(path);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static DateTimeOffset At(double second) => Midnight.AddSeconds(second);

    private void Mark(int from, int to, CoverageState state) => Ledger.Mark("door", At(from), At(to), state);
}
