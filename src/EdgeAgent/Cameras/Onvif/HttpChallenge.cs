using System.Text.RegularExpressions;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>One way of login that a camera offers in a WWW-Authenticate header.</summary>
internal sealed partial record HttpChallenge(string Scheme, IReadOnlyDictionary<string, string> Parts)
{
    public bool IsDigest => Scheme.Equals("Digest", StringComparison.OrdinalIgnoreCase);

    public bool IsBasic => Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase);

    /// <summary>Its value, or empty.</summary>
    public string this[string name] => Parts.GetValueOrDefault(name, "");

    /// <summary>All challenges of the headers; several may share one.</summary>
    public static IReadOnlyList<HttpChallenge> Parse(IEnumerable<string> headers) => [.. headers.SelectMany(Parse)];

    private static IEnumerable<HttpChallenge> Parse(string header)
    {
        var starts = Start().Matches(header);
        for (var i = 0; i < starts.Count; i++)
        {
            var from = starts[i].Index + starts[i].Length;
            var to = i + 1 < starts.Count ? starts[i + 1].Index : header.Length;
            yield return new HttpChallenge(starts[i].Groups["scheme"].Value, ReadParts(header[from..to]));
        }
    }

    private static Dictionary<string, string> ReadParts(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match part in Part().Matches(text))
        {
            var value = part.Groups["quoted"].Success ? Escape().Replace(part.Groups["quoted"].Value, "$1") : part.Groups["bare"].Value;
            parts.TryAdd(part.Groups["name"].Value, value);
        }

        return parts;
    }

    [GeneratedRegex(@"(^|,)\s*(?<scheme>Digest|Basic)(\s+|$)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Start();

    [GeneratedRegex("""(?<name>[A-Za-z0-9-]+)\s*=\s*("(?<quoted>([^"\\]|\\.)*)"|(?<bare>[^\s,"]+))""", RegexOptions.NonBacktracking)]
    private static partial Regex Part();

    [GeneratedRegex(@"\\(.)", RegexOptions.NonBacktracking)]
    private static partial Regex Escape();
}
