using System.Text.Json.Nodes;
using EdgeAgent.Configuration;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Configuration;

public sealed class ConfigurationSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(ConfigurationSchema.Write())!;

    [Test]
    public async Task Write_Verb_PrintsTheSame()
    {
        using var agent = await AgentProcess.RunAsync("schema", "config");

        Assert.That(await agent.ExitAsync(), Is.Zero, agent.Transcript());
        Assert.That(string.Join('\n', agent.Output), Is.EqualTo(ConfigurationSchema.Write()));
    }

    [Test]
    public void Write_EveryKeyOfTheSample_IsThereWithADescription()
    {
        var sample = JsonNode.Parse(Sample.With(_ => { }))!;
        var keys = new List<string>();

        Compare(sample, Schema, "", keys);

        Assert.That(keys, Has.Count.GreaterThan(30));
    }

    [Test]
    public void Write_Limits_AreThoseOfTheOptions()
    {
        var video = Schema["properties"]!["video"]!["properties"]!;

        Assert.That(video["framesPerSecond"]!["minimum"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(video["framesPerSecond"]!["maximum"]!.GetValue<int>(), Is.EqualTo(25));
        Assert.That(Schema["properties"]!["cameras"]!["items"]!["properties"]!["id"]!["pattern"]!.GetValue<string>(), Does.Contain("a-z"));
        Assert.That(Schema["properties"]!["cameras"]!["items"]!["properties"]!["password"]!["type"]!.ToJsonString(), Does.Contain("string"));
    }

    [Test]
    public void Write_EverySection_RefusesOtherKeys() => Assert.That(
        Sections(Schema).Where(section => section["additionalProperties"] is not JsonValue value || value.GetValue<bool>()), Is.Empty);

    private static void Compare(JsonNode value, JsonNode schema, string path, List<string> keys)
    {
        switch (value)
        {
            case JsonObject section:
                foreach (var (key, inner) in section)
                {
                    var known = schema["properties"]?[key] ?? schema["additionalProperties"];
                    Assert.That(known, Is.InstanceOf<JsonObject>(), $"{path}.{key}");
                    if (schema["properties"] is not null)
                    {
                        Assert.That(known!["description"]?.GetValue<string>(), Is.Not.Null.And.Not.Empty, $"{path}.{key}");
                        keys.Add($"{path}.{key}");
                    }

                    Compare(inner!, known!, $"{path}.{key}", keys);
                }

                break;
            case JsonArray list:
                Assert.That(schema["items"], Is.Not.Null, path);
                foreach (var item in list)
                {
                    Compare(item!, schema["items"]!, path + "[]", keys);
                }

                break;
        }
    }

    private static IEnumerable<JsonNode> Sections(JsonNode? node) => node switch
    {
        JsonObject section => (section["properties"] is JsonObject ? [section] : Enumerable.Empty<JsonNode>())
            .Concat(section.SelectMany(entry => Sections(entry.Value))),
        JsonArray list => list.SelectMany(Sections),
        _ => [],
    };
}
