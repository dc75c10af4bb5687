using System.Text.RegularExpressions;
using EdgeAgent.Rules;

namespace EdgeAgent.Commands.Setup;

/// <summary>Opening hours as people say them; the rule wants the hours in which nobody may be inside.</summary>
internal static partial class OpeningHours
{
    public const string Usual = "06:00-20:00";
    private const string RoundTheClock = "00:00-24:00";

    public static bool IsValid(string opening)
    {
        try
        {
            return Form().IsMatch(opening) && Hours.Parse(opening) is not null;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The rest of the day; null where it is open round the clock.</summary>
    /// <param name="opening">A valid span within a day or over midnight.</param>
    public static string? Closed(string opening)
    {
        var (from, to) = (opening[..5], opening[6..]);
        if (opening == RoundTheClock)
        {
            return null;
        }

        return $"{(to == "24:00" ? "00:00" : to)}-{(from == "00:00" ? "24:00" : from)}";
    }

    [GeneratedRegex(@"^[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}\z")]
    private static partial Regex Form();
}
