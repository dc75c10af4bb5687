using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeAgent.Commands.Setup;

/// <summary>Reading and changing config.json as JSON.</summary>
internal static class DraftJson
{
    public static bool HasComment(string text)
    {
        var reader = new Utf8JsonReader(
            Encoding.UTF8.GetBytes(text), new JsonReaderOptions { CommentHandling = JsonCommentHandling.Allow, AllowTrailingCommas = true });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Comment)
            {
                return true;
            }
        }

        return false;
    }

    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Null leaves what is there.</summary>
    public static void Set(JsonObject node, string key, string? value)
    {
        if (value is not null)
        {
            node[key] = value;
        }
    }

    /// <summary>The section, made where it is missing.</summary>
    public static JsonObject Section(JsonObject node, string key)
    {
        if (node[key] is not JsonObject section)
        {
            node[key] = section = [];
        }

        return section;
    }

    /// <summary>The list, made where it is missing.</summary>
    public static JsonArray List(JsonObject node, string key)
    {
        if (node[key] is not JsonArray list)
        {
            node[key] = list = [];
        }

        return list;
    }
}
