using System.Globalization;
using System.Text.Json;

namespace EdgeAgent.Commands;

/// <summary>What a verb says to people, out of an embedded file: Chinese first, English below it.</summary>
/// <param name="name">Of the file within this room, e.g. <c>discover.json</c>.</param>
internal sealed class TextResource(string name)
{
    private readonly Dictionary<string, Text> texts = Load(name);

    public string Say(string key, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, $"{texts[key].Zh}\n{texts[key].En}", values);

    private static Dictionary<string, Text> Load(string name)
    {
        using var resource = typeof(TextResource).Assembly.GetManifestResourceStream($"EdgeAgent.Commands.{name}")!;
        return JsonSerializer.Deserialize<Dictionary<string, Text>>(resource, JsonSerializerOptions.Web)!;
    }

    private sealed record Text(string Zh, string En);
}
