using System.Globalization;
using System.Text.Json;
using EdgeAgent.Evidence.Chain;

namespace EdgeAgent.Commands.Chain;

/// <summary>What <c>evidence verify</c> says to people: Chinese first, English below it.</summary>
internal static class FaultTexts
{
    private static readonly Dictionary<string, Text> Texts = Load();

    public static string Say(ChainFault fault) =>
        Say($"{fault.Kind}{(fault.Last > fault.First ? "Many" : "")}", fault.First, fault.Last, fault.Place);

    public static string Say(string key, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, $"{Texts[key].Zh}\n{Texts[key].En}", values);

    private static Dictionary<string, Text> Load()
    {
        using var resource = typeof(FaultTexts).Assembly.GetManifestResourceStream("EdgeAgent.Commands.Chain.faults.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, Text>>(resource, JsonSerializerOptions.Web)!;
    }

    private sealed record Text(string Zh, string En);
}
