using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAgent.Tests.Support.Schemas;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Uplink.Contract;

/// <summary>The schemas in docs/schemas and the wire types, held together both ways.</summary>
public sealed class MessageSchemasTests
{
    private static IEnumerable<string> Names => MessageSchemas.Types.Keys;

    [TestCaseSource(nameof(Names))]
    public void CommittedSchema_Always_IsWhatTheTypeGives(string name) => Assert.That(
        File.Exists(SchemaFiles.Of(name)) ? File.ReadAllText(SchemaFiles.Of(name)) : null,
        Is.EqualTo(MessageSchemas.Write(MessageSchemas.Types[name])),
        SchemaFiles.HowToRenew);

    [Test]
    public void CommittedSchemas_Always_BelongToAMessageEach() => Assert.That(
        Directory.GetFiles(SchemaFiles.Folder, "*.json"), Is.EquivalentTo(Names.Select(SchemaFiles.Of)));

    [TestCaseSource(nameof(Names))]
    public void Schema_EachField_SaysItsTypeAndWhatItMeans(string name)
    {
        var silent = Fields(Schema(name)).Where(field => field.Schema["type"] is null || field.Schema["description"] is null)
            .Select(field => field.Path);

        Assert.That(silent, Is.Empty, "a field's description is its docstring: a <param> of its record");
    }

    [TestCaseSource(nameof(Names))]
    public void Message_WithEveryField_FitsAndHasExactlyTheSchemasFields(string name)
    {
        var message = SampleMessages.Full(MessageSchemas.Types[name]);

        Assert.That(Problem(name, message), Is.Null);
        Assert.That(Paths(message), Is.EquivalentTo(Fields(Schema(name)).Select(field => field.Path)));
    }

    [TestCaseSource(nameof(Names))]
    public void Message_WithNothingThatMayBeMissing_FitsAndHasWhatIsRequired(string name)
    {
        var message = SampleMessages.Bare(MessageSchemas.Types[name]);

        Assert.That(Problem(name, message), Is.Null);
        Assert.That(message.Select(field => field.Key), Is.EquivalentTo((Schema(name)["required"] as JsonArray)!.Select(field => (string)field!)));
    }

    [TestCaseSource(nameof(Names))]
    public void Message_AFieldTakenOut_IsRefusedByTheSchemaWhereItIsByTheType(string name)
    {
        var whole = SampleMessages.Full(MessageSchemas.Types[name]);

        Assert.Multiple(() =>
        {
            foreach (var path in Places(whole, []))
            {
                var without = whole.DeepClone();
                ((JsonObject)At(without, path[..^1])).Remove((string)path[^1]);
                Assert.That(Problem(name, without) is null, Is.EqualTo(CanBeRead(name, without)), string.Join('.', path));
            }
        });
    }

    [TestCaseSource(nameof(Names))]
    public void Message_AFieldMadeNull_FitsTheSchemaOnlyIfItCanBeRead(string name)
    {
        var whole = SampleMessages.Full(MessageSchemas.Types[name]);

        Assert.Multiple(() =>
        {
            foreach (var path in Places(whole, []))
            {
                var hollow = whole.DeepClone();
                At(hollow, path[..^1])[(string)path[^1]] = null;
                Assert.That(Problem(name, hollow) is not null || CanBeRead(name, hollow), string.Join('.', path));
            }
        });
    }

    [TestCaseSource(typeof(DocumentedMessages), nameof(DocumentedMessages.All))]
    public void DocumentedExample_Always_Fits(string name, string example) =>
        Assert.That(MessageCheck.ProblemWith($"{name}.json", Encoding.UTF8.GetBytes(example)), Is.Null);

    private static JsonNode Schema(string name) => SchemaFiles.Read($"{name}.json");

    private static string? Problem(string name, JsonNode message) =>
        MessageCheck.ProblemWith($"{name}.json", Encoding.UTF8.GetBytes(message.ToJsonString()));

    private static bool CanBeRead(string name, JsonNode message)
    {
        try
        {
            return message.Deserialize(MessageSchemas.Types[name], ContractJson.Options) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<(string Path, JsonNode Schema)> Fields(JsonNode schema, string path = "") =>
        (schema["properties"] as JsonObject ?? []).SelectMany(field => Fields(field.Value!["items"] ?? field.Value, $"{path}/{field.Key}")
            .Prepend(($"{path}/{field.Key}", field.Value)));

    private static IEnumerable<string> Paths(JsonNode message) =>
        Places(message, []).Select(path => "/" + string.Join('/', path.OfType<string>()));

    // Names, and numbers within lists.
    private static IEnumerable<object[]> Places(JsonNode? node, object[] path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Places(field.Value, [.. path, field.Key]).Prepend([.. path, field.Key])),
        JsonArray { Count: > 0 } items => Places(items[0], [.. path, 0]),
        _ => [],
    };

    private static JsonNode At(JsonNode node, object[] path) =>
        path.Aggregate(node, (inner, step) => step is string name ? inner[name]! : inner[(int)step]!);
}
