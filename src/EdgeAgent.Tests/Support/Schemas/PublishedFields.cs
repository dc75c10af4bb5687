using System.Text.Json.Nodes;

namespace EdgeAgent.Tests.Support.Schemas;

/// <summary>The fields of a schema as lines of text: <c>incident data.boxes[].left number</c>.</summary>
internal static class PublishedFields
{
    /// <summary>In the order of the schema. A field that may be absent ends in <c>optional</c>.</summary>
    public static IEnumerable<string> Of(string message, JsonNode schema) => Below(schema, "").Select(field => $"{message} {field}");

    private static IEnumerable<string> Below(JsonNode schema, string path)
    {
        var required = (schema["required"] as JsonArray ?? []).Select(name => (string)name!).ToHashSet();
        foreach (var (name, field) in schema["properties"] as JsonObject ?? [])
        {
            yield return $"{path}{name} {Type(field!)}{(required.Contains(name) ? "" : " optional")}";
            var (inner, ending) = field!["items"] is { } items ? (items, "[].") : (field, ".");
            foreach (var deeper in Below(inner, path + name + ending))
            {
                yield return deeper;
            }
        }
    }

    private static string Type(JsonNode schema)
    {
        var type = schema["type"] switch
        {
            JsonArray types => string.Join('|', types.Select(type => (string)type!)),
            JsonValue name => (string)name!,
            _ => "string",
        };
        return schema["items"] is { } items ? $"{type} of {Type(items)}" : type;
    }
}
