using System.Text.Json;

namespace EdgeAgent.Rules;

/// <summary>What is fixed about each rule: the supervising office's kind and the titles that people read.</summary>
public static class RuleCatalogue
{
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["animal"] = "surroundings",
        ["intrusion"] = "equipment",
        ["camera_lost"] = "equipment",
    };

    private static readonly Dictionary<string, RuleTitle> Titles = LoadTitles();

    public static IReadOnlyCollection<string> Ids => Kinds.Keys;

    public static string KindOf(string rule) => Kinds[rule];

    public static RuleTitle TitleOf(string rule) => Titles[rule];

    private static Dictionary<string, RuleTitle> LoadTitles()
    {
        using var resource = typeof(RuleCatalogue).Assembly.GetManifestResourceStream("EdgeAgent.Rules.titles.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, RuleTitle>>(resource, JsonSerializerOptions.Web)!;
    }
}

/// <summary>Title of a rule in Chinese and English.</summary>
public sealed record RuleTitle(string Zh, string En);
