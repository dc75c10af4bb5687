using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeAgent.Commands.Setup;

/// <summary>Reading, changing and writing config.json as JSON.</summary>
internal static partial class DraftJson
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="text">A configuration that can be used.</param>
    public static JsonObject Parse(string text) => (JsonObject)JsonNode.Parse(text, null, Lenient)!;

    /// <summary>Indented, but for corners, which stand on one line each.</summary>
    public static string Write(JsonObject root) => Corner().Replace(root.ToJsonString(Written), "[$1, $2]") + "\n";

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

    // Line breaks are never inside a text, so no text is changed.
    [GeneratedRegex(@"\[\s*\n\s*([0-9.]+),\s*\n\s*([0-9.]+)\s*\n\s*\]")]
    private static partial Regex Corner();
}
