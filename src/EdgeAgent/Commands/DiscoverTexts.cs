using System.Globalization;
using System.Text.Json;

namespace EdgeAgent.Commands;

/// <summary>What <c>discover</c> says to people: Chinese first, English below it.</summary>
internal static class DiscoverTexts
{
    private static readonly Dictionary<string, Text> Texts = Load();

    public static string Say(string key, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, $"{Texts[key].Zh}\n{Texts[key].En}", values);

    private static Dictionary<string, Text> Load()
    {
        using var resource = typeof(DiscoverTexts).Assembly.GetManifestResourceStream("EdgeAgent.Commands.discover.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, Text>>(resource, JsonSerializerOptions.Web)!;
    }

    private sealed record Text(string Zh, string En);
}
