using System.Text;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>Texts of a camera that are shown to people: a camera may put anything into its name.</summary>
internal static class OnvifText
{
    private const int Longest = 120;

    /// <summary>On one line, without control characters and direction marks, at most 120 letters.</summary>
    public static string Clean(string? text)
    {
        var clean = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (clean.Length >= Longest)
            {
                return clean.ToString().TrimEnd() + "…";
            }

            if (Rune.IsWhiteSpace(rune))
            {
                Space(clean);
            }
            else if (IsShown(rune))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().TrimEnd();
    }

    private static void Space(StringBuilder clean)
    {
        if (clean.Length > 0 && clean[^1] != ' ')
        {
            clean.Append(' ');
        }
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
        or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.OtherNotAssigned);
}
