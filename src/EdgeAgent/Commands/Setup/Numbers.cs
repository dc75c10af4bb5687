using System.Globalization;

namespace EdgeAgent.Commands.Setup;

/// <summary>Numbers from a list, as people type them: with commas of either script, or blanks.</summary>
internal static class Numbers
{
    private static readonly char[] Between = [',', '，', '、', ' '];

    /// <returns>Each number once, from 1 to <paramref name="count"/>; null where the text is something else.</returns>
    public static IReadOnlyList<int>? Parse(string text, int count)
    {
        var numbers = new List<int>();
        foreach (var part in text.Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > count)
            {
                return null;
            }

            numbers.Add(number);
        }

        return numbers.Count == 0 ? null : [.. numbers.Distinct()];
    }
}
