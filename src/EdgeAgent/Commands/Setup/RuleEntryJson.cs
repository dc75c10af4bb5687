using System.Text.Json.Nodes;

namespace EdgeAgent.Commands.Setup;

/// <summary>One rule as it stands in config.json.</summary>
internal static class RuleEntryJson
{
    private static readonly string[] KeysOfZones = ["zone", "through", "to"];

    public static JsonObject Write(string rule, string zone, IReadOnlyList<string> cameras, JsonArray? hours)
    {
        var entry = new JsonObject { ["rule"] = rule };
        if (cameras.Count > 0)
        {
            entry["cameras"] = List(cameras);
        }

        if (zone.Length > 0)
        {
            entry["zone"] = zone;
        }

        if (hours is not null)
        {
            entry["hours"] = hours.DeepClone();
        }

        return entry;
    }

    public static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    public static string Name(JsonObject entry) => entry["rule"]!.GetValue<string>();

    public static string Zone(JsonObject entry) => entry["zone"]?.GetValue<string>() ?? "";

    /// <summary>All zones that a camera must have for the rule to watch it.</summary>
    public static IReadOnlyList<string> Zones(JsonObject entry) =>
        [.. KeysOfZones.Select(key => entry[key]?.GetValue<string>() ?? "").Where(zone => zone.Length > 0)];

    public static IReadOnlyList<string> Cameras(JsonObject entry) =>
        [.. (entry["cameras"] as JsonArray ?? []).Select(id => id!.GetValue<string>())];
}
