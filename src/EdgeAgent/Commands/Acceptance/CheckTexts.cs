using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>
/// Texts of the acceptance test by key, with {placeholders}. A value that is an enumeration or yes-or-no is itself looked
/// up, as <c>word.NAME.VALUE</c>. Other values may come from cameras: they lose their control characters and their length.
/// </summary>
internal static partial class CheckTexts
{
    private const int Longest = 300;

    private static readonly Dictionary<string, Entry> Entries = Load();

    public static IReadOnlyDictionary<string, Entry> All => Entries;

    public static CheckText Summary(string key, params (string Name, object Value)[] values)
    {
        var entry = Entries[key];
        return Filled(entry.Zh, entry.En, values);
    }

    /// <returns>Null where the text has none.</returns>
    public static CheckText? Fix(string key, params (string Name, object Value)[] values) =>
        Entries[key].Fix is { } fix ? Filled(fix.Zh, fix.En, values) : null;

    /// <summary>A value as programs read it.</summary>
    public static object Figure(object value) => value switch
    {
        Enum word => JsonNamingPolicy.CamelCase.ConvertName(word.ToString()),
        double number => Math.Round(number, 2),
        string text => Plain(text),
        _ => value,
    };

    /// <summary>What a camera says of itself as text that does nothing to a terminal.</summary>
    public static string Plain(string text)
    {
        var cut = text.Length > Longest ? text[..Longest] + "…" : text;
        return string.Concat(cut.Select(letter => IsPlain(letter) ? letter : ' ')).Trim();
    }

    private static CheckText Filled(string zh, string en, (string Name, object Value)[] values)
    {
        var words = values.ToDictionary(value => value.Name, value => Word(value.Name, value.Value));
        return new CheckText(
            Placeholder().Replace(zh, match => words[match.Groups[1].Value].Zh),
            Placeholder().Replace(en, match => words[match.Groups[1].Value].En));
    }

    private static CheckText Word(string name, object value) => value switch
    {
        Enum or bool => Summary($"word.{name}.{(value is bool yes ? yes ? "yes" : "no" : Figure(value))}"),
        double number => Same(number.ToString(Math.Abs(number) < 10 ? "0.#" : "0", CultureInfo.InvariantCulture)),
        IFormattable number => Same(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => Same(Plain(value.ToString() ?? "")),
    };

    private static CheckText Same(string text) => new(text, text);

    // The directional marks turn the rest of a line around.
    private static bool IsPlain(char letter) =>
        !char.IsControl(letter) && char.GetUnicodeCategory(letter) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static Dictionary<string, Entry> Load()
    {
        using var resource = typeof(CheckTexts).Assembly.GetManifestResourceStream("EdgeAgent.Commands.Acceptance.texts.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, Entry>>(resource, JsonSerializerOptions.Web)!;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();

    internal sealed record Entry(string Zh, string En, CheckText? Fix = null);
}
