using System.Text;
using System.Text.Json.Nodes;
using EdgeAgent.Commands.Setup;
using EdgeAgent.Configuration;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Commands.Setup;

/// <summary>Every kind of workshop, written into a configuration that must be one that can be used.</summary>
public sealed class WorkshopRulesTests
{
    private static readonly SiteDraft NoChange = new(null, null, null, null, null, null, null);
    private static readonly CameraDraft Kitchen = new("kitchen", SubStream: "rtsp://192.168.1.64/sub");
    private static readonly CameraDraft Door = new("door", SubStream: "rtsp://192.168.1.65/sub");

    private TempFolder folder = null!;

    private static IEnumerable<string> Ids => WorkshopTemplate.All.Select(template => template.Id);

    [SetUp]
    public void MakeFolder() => folder = new TempFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [TestCaseSource(nameof(Ids))]
    public void Add_NoZonesYet_LeavesTheirRulesOutAndSaysWhichZones(string id)
    {
        var draft = Draft(id, Kitchen, Door);

        var rules = Rules(draft);
        Assert.That(rules.SelectMany(rule => rule.NeededZones), Is.Empty);
        Assert.That(rules.Single(rule => rule.Rule == "no_hat").Cameras, Is.EqualTo(["kitchen"]), "nobody works at the door");
        Assert.That(draft.Waiting.SelectMany(waiting => waiting.Zones).Distinct(), Is.EquivalentTo(WorkshopTemplate.Find(id)!.Zones.Keys));
    }

    [TestCaseSource(nameof(Ids))]
    public void Add_ZonesDrawn_WritesEveryRuleOnce(string id)
    {
        Write(Draft(id, Kitchen), WorkshopTemplate.Find(id)!.Zones.Keys);

        var draft = Draft(id);

        Assert.That(draft.Waiting, Is.Empty);
        Assert.That(WorkshopTemplate.Find(id)!.Rules.Select(RuleEntryJson.Name), Is.SubsetOf(Rules(draft).Select(rule => rule.Rule)));
        Assert.That(Rules(draft).Select(rule => (rule.Rule, rule.Zone)), Is.Unique);

        Write(draft, []);
        Assert.That(Draft(id).IsChanged, Is.False);
    }

    [Test]
    public void Watch_NewCameraLater_IsWatchedAtWorkAndNotAtTheDoor()
    {
        Write(Draft("tofu", Kitchen, Door), []);

        var draft = Draft(null, new CameraDraft("prep", SubStream: "rtsp://192.168.1.66/sub"), new CameraDraft("yard", SubStream: "rtsp://192.168.1.67/sub"));

        Assert.That(Rules(draft).Single(rule => rule.Rule == "no_hat").Cameras, Is.EqualTo(["kitchen", "prep"]));
    }

    [Test]
    public void Watch_NewCameraWhereRulesOfZonesAre_IsNoConfigurationThatCannotBe()
    {
        Write(Draft("canteen", Kitchen), WorkshopTemplate.Find("canteen")!.Zones.Keys);
        Write(Draft("canteen"), []);

        var draft = Draft(null, new CameraDraft("prep", SubStream: "rtsp://192.168.1.66/sub"));

        Assert.That(Rules(draft).Count(rule => rule.Rule == "cross_contamination"), Is.EqualTo(1));
    }

    private ConfigurationDraft Draft(string? workshop, params CameraDraft[] cameras)
    {
        var draft = ConfigurationDraft.Open(folder.File("config.json"));
        var site = draft.IsNew ? new SiteDraft("quanzhou", "anxi", "tofu-7", "06:00-20:00", "mqtt://localhost", null, null) : NoChange;
        draft.Apply(new SetupPlan(site with { Workshop = workshop }, cameras));
        return draft;
    }

    private void Write(ConfigurationDraft draft, IEnumerable<string> zones)
    {
        var root = JsonNode.Parse(draft.ToBytes())!;
        foreach (var zone in zones)
        {
            var drawn = root["cameras"]![0]!["zones"] ?? (root["cameras"]![0]!["zones"] = new JsonObject());
            drawn[zone] = JsonNode.Parse("[[0, 0], [1, 0], [1, 1]]");
        }

        File.WriteAllText(folder.File("config.json"), root.ToJsonString());
    }

    private static IReadOnlyList<RuleOptions> Rules(ConfigurationDraft draft) =>
        ConfigurationFile.Parse("c", Encoding.UTF8.GetString(draft.ToBytes())).Rules.Active;
}
