using EdgeAgent.Rules;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>
/// Photos of persons with and without gloves by the real way: detector, tracker, pose, hands, head, votes. The head was
/// trained on such photos, so this shows that the parts work together; how well it judges stands in its card.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class GlovesFootageTests
{
    private Stage stage = null!;

    [OneTimeSetUp]
    public void Open() => stage = Stage.Open(["gloves"]);

    [OneTimeTearDown]
    public void Close() => stage?.Dispose();

    [TestCase("0022")]
    [TestCase("1", Description = "standing")]
    [TestCase("20220118_125503-286", Description = "a glove on the other hand")]
    public void Watch_BareHand_OneIncidentWithZoneAndTrack(string photo)
    {
        var opened = Stage.Single(Watch(photo));

        Assert.That((opened.Rule, opened.Zone, opened.Tracks.Length), Is.EqualTo(("no_gloves", "left", 1)));
        Assert.That((opened.Started - Stage.Noon).TotalSeconds, Is.InRange(3, 8));
        Assert.That(opened.Looks!.Agreeing, Is.GreaterThanOrEqualTo(3));
    }

    [TestCase("20220118_125419-329")]
    [TestCase("20220118_125503-001")]
    public void Watch_GlovedHands_NoIncident(string photo) => Assert.That(Watch(photo), Is.Empty);

    [Test]
    public void Watch_BareHandForThreeLooksOnly_NoIncident() => Assert.That(Watch("0022", seconds: 2.9), Is.Empty);

    [Test]
    public void Watch_BareHandOutsideTheZone_NoIncident() => Assert.That(Watch("0022", x: 600), Is.Empty);

    private IReadOnlyList<Incident> Watch(string photo, double seconds = 10, int x = 0) => stage.Watch(
        new RuleOptions { Rule = "no_gloves", Zone = "left" },
        12,
        second => second < seconds ? Stage.Show(Stage.Photo(photo), x + (int)(second * 4)) : Stage.Empty());
}
