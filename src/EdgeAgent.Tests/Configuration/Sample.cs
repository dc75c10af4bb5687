using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Configuration;

/// <summary>The shipped config.sample.json, as it is or with changes.</summary>
internal static class Sample
{
    public static string Text { get; } = File.ReadAllText(Repository.File("config.sample.json"));

    public static string With(Action<JsonNode> change)
    {
        var sample = JsonNode.Parse(
            Text, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        change(sample);
        return sample.ToJsonString();
    }
}
