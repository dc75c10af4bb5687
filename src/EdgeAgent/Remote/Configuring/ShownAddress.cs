using System.Text.RegularExpressions;

namespace EdgeAgent.Remote.Configuring;

/// <summary>
/// What the centre sees of an address. Some makes want the login in the path (<c>/user=admin_password=…</c>), so a path
/// that may hold one is hidden as a whole.
/// </summary>
internal static partial class ShownAddress
{
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "ch", "channel", "chn", "id", "profile", "proto", "resolution", "stream", "subtype", "trackid", "transportmode", "unicast", "video",
    };

    public static string Of(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var path = address.IndexOfAny(['/', '\\', '?', '#'], scheme < 0 ? 0 : scheme + 3);
        return path < 0 || IsHarmless(Uri.UnescapeDataString(address[path..])) ? address : $"{address[..path]}/{ConfidentialText.Hidden}";
    }

    private static bool IsHarmless(string path) =>
        !Telltale().IsMatch(path) && Parameter().Matches(path).All(parameter => Harmless.Contains(parameter.Groups["name"].Value));

    [GeneratedRegex("account|auth|credential|key|login|pass|pw|secret|token|user|%", RegexOptions.IgnoreCase)]
    private static partial Regex Telltale();

    [GeneratedRegex("(?<name>[^/?&;#]*)=")]
    private static partial Regex Parameter();
}
