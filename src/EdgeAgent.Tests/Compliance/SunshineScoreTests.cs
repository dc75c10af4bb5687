using EdgeAgent.Compliance;
using EdgeAgent.Evidence;
using EdgeAgent.Rules;

namespace EdgeAgent.Tests.Compliance;

public sealed class SunshineScoreTests
{
    private const int Day = 86_400;
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CameraCoverage Watched = new("door", Day, 0, 0, 0, 0, 0, 0);

    [Test]
    public void Of_DayWithoutIncidentsAllWatched_IsFullWhereTheBoxCanTell()
    {
        var score = SunshineScore.Of([], [Watched], Day);

        Assert.That(score.Points, Is.EqualTo(100));
        Assert.That(score.Standards.Select(each => (each.Standard, each.Points)), Is.EqualTo(new (Standard, int?)[]
        {
            (Standard.Transparent, null), (Standard.Clean, 100), (Standard.Standardised, 100), (Standard.Open, 100), (Standard.Orderly, 100),
        }));
    }

    [Test]
    public void Of_Incidents_TakePointsOfTheirStandardAndAreNamed()
    {
        var score = SunshineScore.Of(
            [Began("b", "animal", Severity.Serious), Began("a", "dirty_floor", Severity.Warning), Began("c", "dirty_floor", Severity.Warning), Began("d", "phone_use", Severity.Advice)],
            [Watched],
            Day);

        Assert.That(Of(score, Standard.Clean).Points, Is.EqualTo(80));
        Assert.That(Of(score, Standard.Clean).Reasons.Select(each => (each.Reason, each.Points, string.Join(',', each.Incidents))), Is.EqualTo(new[]
        {
            ("animal", 10, "b"), ("dirty_floor", 10, "a,c"),
        }));
        Assert.That(Of(score, Standard.Orderly).Points, Is.EqualTo(98));
        Assert.That(score.Points, Is.EqualTo(94), "(80 + 100 + 100 + 98) / 4");
    }

    [TestCase("suspected", null, 100)]
    [TestCase("suspected_rodent", null, 100)]
    [TestCase("suspected", Finding.Confirmed, 90)]
    [TestCase(null, Finding.Rejected, 100)]
    [TestCase(null, null, 90)]
    public void Of_SuspicionOrRejected_CostsOnlyWhatStands(string? detail, Finding? finding, int points)
    {
        var record = Began("a", "animal", Severity.Serious, detail) with
        {
            Verdict = finding is { } found ? new IncidentVerdict(found, VerdictGiver.Office, Noon) : null,
        };

        Assert.That(Of(SunshineScore.Of([record], [Watched], Day), Standard.Clean).Points, Is.EqualTo(points));
    }

    [Test]
    public void Of_CameraThatDoesNotSee_CostsOpennessAlone()
    {
        var covered = new CameraCoverage("store", Day / 2, 0, Day / 2, 0, 0, 0, 0);

        var score = SunshineScore.Of([Began("a", "camera_covered", Severity.Warning)], [Watched, covered], Day);

        Assert.That((Of(score, Standard.Open).Points, Of(score, Standard.Orderly).Points), Is.EqualTo((75, 100)));
        Assert.That(Of(score, Standard.Open).Reasons.Single(), Has.Property("Reason").EqualTo("unwatched").And.Property("Points").EqualTo(25));
    }

    [Test]
    public void Of_HardlyWatched_EarnsNothingByWhatWasNotSeen()
    {
        var score = SunshineScore.Of([], [new CameraCoverage("door", Day / 3, 0, 0, 2 * Day / 3, 0, 0, 0)], Day);

        Assert.That(score.Points, Is.EqualTo(33));
        Assert.That(Of(score, Standard.Clean), Has.Property("Points").Null);
        Assert.That(Of(score, Standard.Clean).Reasons.Single().Reason, Is.EqualTo("notWatched"));
    }

    [Test]
    public void Of_NoCamera_HasNoPoints() => Assert.That(SunshineScore.Of([], [], Day).Points, Is.Null);

    [Test]
    public void Of_HundredsOfIncidents_IsNoLessThanZero()
    {
        var many = Enumerable.Range(0, 300).Select(number => Began($"{number:000}", "animal", Severity.Serious));

        var clean = Of(SunshineScore.Of(many, [Watched], Day), Standard.Clean);

        Assert.That((clean.Points, clean.Reasons.Single().Points, clean.Reasons.Single().Incidents.Count), Is.EqualTo(((int?)0, 100, 50)));
    }

    private static StandardScore Of(DayScore score, Standard standard) => score.Standards.Single(each => each.Standard == standard);

    private static IncidentRecord Began(string id, string rule, Severity severity, string? detail = null) => new(
        new Incident(id, IncidentEvent.Closed, 1, rule, "door", "", severity, Noon, Noon.AddSeconds(5), [], 0.9) { Detail = detail }, null, null);
}
