using EdgeAgent.Evidence;

namespace EdgeAgent.Tests.Evidence;

public sealed class CoveragePackingTests
{
    private const string Name = "2026-03-01";
    private static readonly DateOnly Day = new(2026, 3, 1);
    private static readonly DateTimeOffset Midnight = new(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(8));

    private CoverageBench bench = null!;

    private CoverageLedger Ledger => bench.Ledger;

    private string Plain => bench.PathOf(Name, "door.seconds");

    private string Packed => bench.PathOf(Name, "door.seconds.gz");

    [SetUp]
    public void Begin()
    {
        bench = new CoverageBench();
        Ledger.Mark("door", Midnight, Midnight.AddSeconds(40_000), CoverageState.Watched);
    }

    [TearDown]
    public void End() => bench.Dispose();

    [Test]
    public void PackUpTo_DayThatIsOver_ReadsAsBeforeAndIsSmall()
    {
        var before = Ledger.Read("door", Day).Spans();

        Ledger.PackUpTo(Day.AddDays(1));

        Assert.That(File.Exists(Plain), Is.False);
        Assert.That(new FileInfo(Packed).Length, Is.LessThan(1000));
        Assert.That(bench.Again().Read("door", Day).Spans(), Is.EqualTo(before));
        Assert.That(Ledger.Latest(), Is.EqualTo(Midnight.AddSeconds(40_000)));
        Assert.That(Ledger.CamerasOf(Day), Is.EqualTo(new[] { "door" }));
    }

    [Test]
    public void PackUpTo_Today_IsLeftAsItIs()
    {
        Ledger.PackUpTo(Day);

        Assert.That(File.Exists(Packed), Is.False);
    }

    [Test]
    public void Add_DayThatIsPacked_IsKeptAndPackedAgain()
    {
        Ledger.PackUpTo(Day.AddDays(1));

        Ledger.Add("door", Midnight.AddSeconds(100), Midnight.AddSeconds(104), CoverageMarks.GivenUp);
        Assert.That(GivenUp(), Is.EqualTo(4));
        Ledger.PackUpTo(Day.AddDays(1));

        Assert.That(GivenUp(), Is.EqualTo(4));
        Assert.That(Ledger.Read("door", Day).Seconds(CoverageState.Watched), Is.EqualTo(40_000));
        Assert.That((File.Exists(Plain), File.Exists(Packed)), Is.EqualTo((false, true)));
    }

    [Test]
    public void Read_PowerCutBetweenUnpackingAndRemoval_TakesTheNewerPlainFile()
    {
        Ledger.PackUpTo(Day.AddDays(1));
        var packed = File.ReadAllBytes(Packed);
        Ledger.Add("door", Midnight.AddSeconds(100), Midnight.AddSeconds(104), CoverageMarks.GivenUp);
        File.WriteAllBytes(Packed, packed);

        Assert.That(GivenUp(), Is.EqualTo(4));
        Ledger.Add("door", Midnight.AddSeconds(104), Midnight.AddSeconds(105), CoverageMarks.GivenUp);
        Ledger.PackUpTo(Day.AddDays(1));
        Assert.That(GivenUp(), Is.EqualTo(5));
    }

    [Test]
    public void Read_DamagedAnywhere_IsDownAndTold_NeverAnError()
    {
        Ledger.PackUpTo(Day.AddDays(1));
        var whole = File.ReadAllBytes(Packed);
        var random = new Random(20260301);
        for (var round = 0; round < 300; round++)
        {
            var damaged = whole.ToArray();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(Packed, round % 3 == 0 ? whole[..random.Next(whole.Length - 8)] : damaged);
            bench.Errors.Clear();

            var watched = Ledger.Read("door", Day).Seconds(CoverageState.Watched);

            // The header has fields that mean nothing to the content.
            Assert.That((watched, bench.Errors.Count), Is.EqualTo((0, 1)).Or.EqualTo((40_000, 0)), $"round {round}");
        }
    }

    [Test]
    public void Add_DayWhoseFileIsDamaged_BeginsAnew()
    {
        Ledger.PackUpTo(Day.AddDays(1));
        File.WriteAllText(Packed, "rubbish");

        Ledger.Add("door", Midnight, Midnight.AddSeconds(4), CoverageMarks.GivenUp);

        Assert.That(GivenUp(), Is.EqualTo(4));
    }

    [Test]
    public void PackUpTo_MoreThan400Days_LetsTheOldestGo()
    {
        for (var day = 1; day <= 400; day++)
        {
            Ledger.Mark("door", Midnight.AddDays(day), Midnight.AddDays(day).AddSeconds(1), CoverageState.Watched);
        }

        Ledger.PackUpTo(Day.AddYears(100));

        Assert.That(Ledger.FirstDay, Is.EqualTo(Day.AddDays(1)));
    }

    private int GivenUp() => bench.Again().Read("door", Day).Seconds(CoverageMarks.GivenUp);
}
