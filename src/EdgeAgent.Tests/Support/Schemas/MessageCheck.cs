using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace EdgeAgent.Tests.Support.Schemas;

/// <summary>Whether a message is what docs/asyncapi.yaml says of its topic, and has no field that the schema lacks.</summary>
internal static class MessageCheck
{
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };
    private static readonly ConcurrentDictionary<string, JsonSchema> Schemas = new();

    /// <summary>What is wrong; null where nothing is.</summary>
    public static string? Problem(HeardMessage message)
    {
        if (AsyncApiDocument.ChannelOf(message.Topic) is not { } channel)
        {
            return "docs/asyncapi.yaml has no channel with this topic";
        }

        if (message.Retained && !channel.Retain)
        {
            return "it stood on the topic, which is not retained";
        }

        if (channel.Schema is { } schema)
        {
            return ProblemWith(Path.GetFileName(schema), message.Body);
        }

        return message.Body is [0xFF, 0xD8, ..] && message.Body.Length <= channel.MaximumBytes
            ? null
            : $"no JPEG of at most {channel.MaximumBytes} bytes";
    }

    /// <param name="file">A schema in docs/schemas.</param>
    public static string? ProblemWith(string file, byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var results = Schemas.GetOrAdd(file, Load).Evaluate(json.RootElement, Options);
            return results.IsValid ? null : string.Join("; ", (results.Details ?? []).Where(detail => detail.Errors is not null)
                .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} {error.Key}: {error.Value}")));
        }
        catch (JsonException error)
        {
            return error.Message;
        }
    }

    private static JsonSchema Load(string file) => JsonSchema.FromText(Strict(SchemaFiles.Read(file)).ToJsonString());

    // Consumers leave alone what they do not know; a test must know every field.
    private static JsonNode Strict(JsonNode schema)
    {
        foreach (var inner in (schema["properties"] as JsonObject ?? []).Select(field => field.Value!).Concat(schema["items"] is { } items ? [items] : []))
        {
            Strict(inner);
        }

        if (schema["properties"] is not null)
        {
            schema["additionalProperties"] = false;
        }

        return schema;
    }
}
