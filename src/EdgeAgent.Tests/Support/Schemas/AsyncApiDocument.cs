using System.Text.Json.Nodes;
using YamlDotNet.Serialization;

namespace EdgeAgent.Tests.Support.Schemas;

/// <summary>docs/asyncapi.yaml.</summary>
internal static class AsyncApiDocument
{
    private static readonly Lazy<JsonNode> Root = new(Read);
    private static readonly Lazy<IReadOnlyList<Channel>> All = new(() => [.. ((JsonObject)Root.Value["channels"]!).Select(Make)]);

    public static string Path { get; } = Repository.File("docs", "asyncapi.yaml");

    public static IReadOnlyList<Channel> Channels => All.Value;

    /// <summary>The channel whose address has the form of the topic; null where none has.</summary>
    public static Channel? ChannelOf(string topic) => Channels.SingleOrDefault(channel => channel.Form.IsMatch(topic));

    private static Channel Make(KeyValuePair<string, JsonNode?> entry)
    {
        var channel = entry.Value!;
        var message = Followed(((JsonObject)channel["messages"]!).Single().Value!);
        var operation = ((JsonObject)Root.Value["operations"]!).Single(operation => (string?)operation.Value!["channel"]!["$ref"] == $"#/channels/{entry.Key}").Value!;
        var mqtt = Followed(operation["bindings"]!)["mqtt"]!;
        return new Channel(
            entry.Key,
            (string)channel["address"]!,
            ((JsonObject)channel["parameters"]!).ToDictionary(parameter => parameter.Key, parameter => (string)Followed(parameter.Value!)["x-pattern"]!),
            (string)message["contentType"]!,
            (string?)message["payload"]!["$ref"],
            (int?)message["payload"]!["maxLength"],
            (int)mqtt["qos"]!,
            (bool)mqtt["retain"]!);
    }

    private static JsonNode Followed(JsonNode node) =>
        (string?)node["$ref"] is ['#', '/', .. var path] ? path.Split('/').Aggregate(Root.Value, (inner, key) => inner[key]!) : node;

    private static JsonNode Read()
    {
        var yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(File.ReadAllText(Path));
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(yaml))!;
    }
}
