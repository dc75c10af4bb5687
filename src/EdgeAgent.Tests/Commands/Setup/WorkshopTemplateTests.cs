using EdgeAgent.Commands.Setup;
using EdgeAgent.Rules;

namespace EdgeAgent.Tests.Commands.Setup;

[TestFixtureSource(nameof(Ids))]
public sealed class WorkshopTemplateTests(string id)
{
    private static readonly string[] OfEveryWorkshop = ["intrusion", "animal", "camera_lost", "camera_frozen", "camera_covered", "camera_moved", "camera_dark"];

    private readonly WorkshopTemplate template = WorkshopTemplate.Find(id)!;

    private static IEnumerable<string> Ids => WorkshopTemplate.All.Select(template => template.Id);

    [Test]
    public void Rules_Always_AreOnesThatThereAreAndEachOnce()
    {
        var rules = template.Rules.Select(RuleEntryJson.Name).ToList();

        Assert.That(rules.Except(RuleCatalogue.Ids), Is.Empty);
        Assert.That(rules, Is.Unique);
        Assert.That(rules.Intersect(OfEveryWorkshop), Is.Empty, "those are written anyway");
    }

    [Test]
    public void Zones_Always_AreThoseOfTheRulesAndExplainedInChinese()
    {
        Assert.That(template.Rules.SelectMany(RuleEntryJson.Zones).Distinct(), Is.EquivalentTo(template.Zones.Keys));
        Assert.That(template.Zones.Values.Append(template.Name).Select(text => text.Zh), Is.All.Match(@"\p{IsCJKUnifiedIdeographs}"));
        Assert.That(template.Zones.Values.Append(template.Name).Select(text => text.En), Is.All.Not.Empty);
    }
}
