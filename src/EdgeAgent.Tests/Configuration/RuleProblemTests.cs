using System.Text.Json.Nodes;
using EdgeAgent.Configuration;

namespace EdgeAgent.Tests.Configuration;

/// <summary>What is said of a rule that lacks something, has something of another rule, or has zones that nobody drew.</summary>
public sealed class RuleProblemTests
{
    private const string Crossing = """{ "rule": "cross_contamination", "zone": "raw", "through": "wash", "to": "cooked" }""";

    [TestCase(Crossing)]
    [TestCase("""{ "rule": "cross_contamination", "cameras": ["kitchen"], "zone": "cooked", "through": "wash", "to": "raw", "staySeconds": 20 }""")]
    [TestCase("""{ "rule": "foreign_container", "zone": "floor", "allowed": ["bowl", "cup"], "quiet": ["raw"] }""")]
    [TestCase("""{ "rule": "out_of_hours_dosing", "zone": "floor", "permittedHours": ["05:00-09:00", "mon 10:00-11:00"] }""")]
    [TestCase("""{ "rule": "phone_use", "quiet": ["raw", "wash"] }""")]
    public void Parse_RuleWithWhatItNeeds_IsTaken(string rule) => Assert.That(Problems(rule), Is.Empty);

    [TestCase("""{ "rule": "foreign_container" }""", "zone", "foreign_container watches an area; draw one")]
    [TestCase("""{ "rule": "cross_contamination", "zone": "raw", "through": "wash" }""", "to", "cannot do without it")]
    [TestCase("""{ "rule": "out_of_hours_dosing", "zone": "floor" }""", "permittedHours", "in which dosing is permitted")]
    [TestCase("""{ "rule": "animal", "through": "wash" }""", "through", "does not belong to animal; leave it out")]
    [TestCase("""{ "rule": "animal", "staySeconds": 5 }""", "staySeconds", "does not belong to animal")]
    [TestCase("""{ "rule": "phone_use", "allowed": ["cup"] }""", "allowed", "does not belong to phone_use")]
    [TestCase("""{ "rule": "phone_use", "permittedHours": ["05:00-09:00"] }""", "permittedHours", "does not belong to phone_use")]
    [TestCase("""{ "rule": "camera_lost", "quiet": ["raw"] }""", "quiet", "no place in the picture; leave it out")]
    [TestCase("""{ "rule": "foreign_container", "zone": "floor", "allowed": ["botle"] }""", "allowed", "there are bottle, cup")]
    [TestCase("""{ "rule": "cross_contamination", "zone": "raw", "through": "wash", "to": "raw" }""", "zone", "three areas")]
    [TestCase("""{ "rule": "cross_contamination", "zone": "raw", "through": "sink", "to": "cooked" }""", "through", "no camera has a zone \"sink\"; draw it")]
    [TestCase("""{ "rule": "cross_contamination", "cameras": ["store"], "zone": "floor", "through": "wash", "to": "cooked" }""", "zone", "camera \"store\" has no zone \"floor\"")]
    [TestCase("""{ "rule": "cross_contamination", "zone": "raw", "through": "wash", "to": "boxes" }""", "", "one camera must see all of the zones raw, wash, boxes")]
    [TestCase("""{ "rule": "animal", "cameras": ["kitchen"], "quiet": ["boxes"] }""", "quiet", "no camera that this rule watches has a zone \"boxes\"")]
    [TestCase("""{ "rule": "cross_contamination", "zone": "raw", "through": "wash", "to": "cooked", "staySeconds": 0.1 }""", "staySeconds", "must be from 0.5 to 600")]
    public void Parse_RuleThatCannotBe_NamesTheSettingAndTheFix(string rule, string setting, string said)
    {
        var problem = Problems(rule).Single();

        Assert.That(problem.Path, Is.EqualTo(setting.Length == 0 ? "rules.active[0]" : $"rules.active[0].{setting}"));
        Assert.That(problem.Message, Does.Contain(said));
    }

    // The kitchen shows raw, wash, cooked and floor; the store shows boxes, wash and cooked.
    private static IReadOnlyList<ConfigurationProblem> Problems(string rule)
    {
        var text = Sample.With(sample =>
        {
            sample["rules"]!["active"] = new JsonArray(JsonNode.Parse(rule));
            foreach (var (camera, zones) in new[] { (0, new[] { "raw", "wash", "cooked" }), (1, ["boxes", "wash", "cooked"]) })
            {
                var drawn = sample["cameras"]![camera]!["zones"] ?? (sample["cameras"]![camera]!["zones"] = new JsonObject());
                foreach (var zone in zones)
                {
                    drawn[zone] = JsonNode.Parse("[[0, 0], [1, 0], [1, 1]]");
                }
            }
        });
        try
        {
            ConfigurationFile.Parse("c", text);
            return [];
        }
        catch (ConfigurationException error)
        {
            return error.Problems;
        }
    }
}
