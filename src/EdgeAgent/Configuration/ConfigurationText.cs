using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeAgent.Configuration;

/// <summary>config.json as JSON, for those who change a part of it and leave the rest as it is.</summary>
internal static partial class ConfigurationText
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="text">A configuration that can be used.</param>
    public static JsonObject Parse(string text) => (JsonObject)JsonNode.Parse(text, null, Lenient)!;

    /// <summary>Indented, but for corners, which stand on one line each.</summary>
    public static string Write(JsonObject root) => Corner().Replace(root.ToJsonString(Written), "[$1, $2]") + "\n";

    // Line breaks are never inside a text, so no text is changed.
    [GeneratedRegex(@"\[\s*\n\s*([0-9.]+),\s*\n\s*([0-9.]+)\s*\n\s*\]")]
    private static partial Regex Corner();
}
