using System.Globalization;
using System.Text.Json;
using EdgeAgent.Commands.Acceptance;

namespace EdgeAgent.Commands.Setup;

/// <summary>The wizard's words, Chinese first and English beside it.</summary>
internal static class Phrases
{
    private const int Columns = 76;
    private const string Indent = "  ";

    private static readonly Dictionary<string, Words> All = Load();

    /// <summary>Both languages on one line where it has room for them, else on two.</summary>
    public static string Of(Phrase phrase, params object?[] values)
    {
        var (zh, en) = In(phrase, values);
        return zh == en ? zh : Width(zh) + Width(en) + 3 <= Columns ? $"{zh} | {en.TrimStart()}" : $"{zh}\n{Margin(zh)}{en.TrimStart()}";
    }

    public static (string Zh, string En) In(Phrase phrase, params object?[] values)
    {
        var words = All[JsonNamingPolicy.CamelCase.ConvertName(phrase.ToString())];
        return (Fill(words.Zh, values, inner => inner.Zh), Fill(words.En, values, inner => inner.En));
    }

    // A value may be a phrase itself, or a text of the acceptance test.
    private static string Fill(string text, object?[] values, Func<(string Zh, string En), string> language) =>
        string.Format(CultureInfo.InvariantCulture, text, [.. values.Select(value => value switch
        {
            Phrase phrase => language(In(phrase)),
            CheckText both => language((both.Zh, both.En)),
            _ => value,
        })]);

    private static string Margin(string text) => new(' ', Math.Max(Indent.Length, text.Length - text.TrimStart().Length));

    // Chinese letters are two columns wide.
    private static int Width(string text) => text.Sum(letter => letter >= 0x2E80 ? 2 : 1);

    private static Dictionary<string, Words> Load()
    {
        using var resource = typeof(Phrases).Assembly.GetManifestResourceStream("EdgeAgent.Commands.Setup.phrases.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, Words>>(resource, JsonSerializerOptions.Web)!;
    }

    private sealed record Words(string Zh, string En);
}
