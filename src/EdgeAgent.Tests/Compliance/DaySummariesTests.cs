using EdgeAgent.Compliance;
using EdgeAgent.Evidence;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Evidence;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Compliance;

public sealed class DaySummariesTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);
    private static readonly DateTimeOffset Midnight = new(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(8));

    private TempFolder folder = null!;
    private Stores stores = null!;
    private CoverageBench bench = null!;
    private DaySummaries summaries = null!;

    [SetUp]
    public void Begin()
    {
        folder = new TempFolder();
        stores = new Stores(folder.Path);
        bench = new CoverageBench();
        summaries = new DaySummaries(stores.Evidence, bench.Ledger, ["store", "door"]);
    }

    [TearDown]
    public void End()
    {
        stores.Dispose();
        folder.Dispose();
        bench.Dispose();
    }

    [Test]
    public void Compose_Incidents_AreThoseThatBeganOnThatLocalDay()
    {
        Keep("animal", Midnight.AddMilliseconds(-1));
        Keep("animal", Midnight);
        Keep("intrusion", Midnight.AddHours(3));
        Keep("intrusion", Midnight.AddHours(24).AddMilliseconds(-1));
        Keep("camera_lost", Midnight.AddHours(24));

        var incidents = summaries.Compose(Day, Midnight.AddDays(5)).Incidents;

        Assert.That(incidents, Is.EquivalentTo(new Dictionary<string, int> { ["animal"] = 1, ["intrusion"] = 2 }));
    }

    [Test]
    public void Compose_Today_CountsOnlyWhatIsOver()
    {
        bench.Ledger.Mark("door", Midnight, Midnight.AddSeconds(80), CoverageState.Watched);
        bench.Ledger.Add("door", Midnight, Midnight.AddSeconds(50), CoverageMarks.Recorded);

        var summary = summaries.Compose(Day, Midnight.AddSeconds(100));

        Assert.That((summary.ElapsedSeconds, summary.IsOver), Is.EqualTo((100, false)));
        Assert.That(summary.Cameras, Is.EqualTo(new[]
        {
            new CameraCoverage("door", 80, 20, 0, 0, 0, 50, 0),
            new CameraCoverage("store", 0, 100, 0, 0, 0, 0, 0),
        }));
    }

    [Test]
    public void Compose_DayThatIsOver_HasTheCamerasOfThatDay()
    {
        bench.Ledger.Mark("old", Midnight, Midnight.AddSeconds(80), CoverageState.Paused);
        bench.Ledger.PackUpTo(Day.AddDays(1));

        var summary = summaries.Compose(Day, Midnight.AddDays(3));

        Assert.That((summary.ElapsedSeconds, summary.IsOver), Is.EqualTo((86_400, true)));
        Assert.That(summary.Cameras, Is.EqualTo(new[] { new CameraCoverage("old", 0, 86_320, 0, 80, 0, 0, 0) }));
    }

    private void Keep(string rule, DateTimeOffset started) => stores.Keep(new IncidentRecord(
        new Incident($"{rule}-{started.UtcTicks}", IncidentEvent.Closed, 1, rule, "door", "", Severity.Serious, started, started.AddSeconds(5), [], 0.9),
        null,
        null));
}
