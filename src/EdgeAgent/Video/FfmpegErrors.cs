using System.Text.RegularExpressions;

namespace EdgeAgent.Video;

/// <summary>Reads ffmpeg's standard error.</summary>
internal static partial class FfmpegErrors
{
    private static readonly Dictionary<string, StreamFailure> Answers = new()
    {
        ["401"] = StreamFailure.LoginRefused,
        ["403"] = StreamFailure.LoginRefused,
        ["404"] = StreamFailure.NoSuchStream,
        ["454"] = StreamFailure.NoSuchStream,
        ["461"] = StreamFailure.TransportRefused,
    };

    // First match counts.
    private static readonly (string Words, StreamFailure Failure)[] Known =
    [
        ("Nonmatching transport", StreamFailure.TransportRefused),
        ("Connection refused", StreamFailure.Unreachable),
        ("Connection reset", StreamFailure.Unreachable),
        ("timed out", StreamFailure.Unreachable),
        ("No route to host", StreamFailure.Unreachable),
        ("Network is unreachable", StreamFailure.Unreachable),
        ("Failed to resolve", StreamFailure.Unreachable),
        ("Name or service not known", StreamFailure.Unreachable),
        ("No such file", StreamFailure.NotInstalled),
        ("Permission denied", StreamFailure.NotInstalled),
        ("Could not find codec parameters", StreamFailure.UnsupportedCodec),
        ("Unknown decoder", StreamFailure.UnsupportedCodec),
        ("no decoder found", StreamFailure.UnsupportedCodec),
        ("matches no streams", StreamFailure.UnsupportedCodec),
        ("does not contain any stream", StreamFailure.UnsupportedCodec),
        ("Invalid data found", StreamFailure.Garbage),
    ];

    /// <summary>What the lines come to: the reason with the line that names it, or <see cref="StreamFailure.Unknown"/> with all of them.</summary>
    public static (StreamFailure Failure, string Words) Read(IReadOnlyCollection<string> lines)
    {
        // What the camera itself answered counts most, and its last answer is what ended it: a refused login, for one, is
        // also followed by "Invalid data" or a closed connection.
        var answered = lines.Select(line => (Line: line, Status: StatusOf(line))).Where(each => Answers.ContainsKey(each.Status)).ToList();
        if (answered.Count > 0)
        {
            var status = answered[^1].Status;
            return (Answers[status], OwnWords().Replace(answered.First(each => each.Status == status).Line, ""));
        }

        foreach (var (words, failure) in Known)
        {
            if (lines.FirstOrDefault(line => line.Contains(words, StringComparison.OrdinalIgnoreCase)) is { } line)
            {
                return (failure, OwnWords().Replace(line, ""));
            }
        }

        return (StreamFailure.Unknown, string.Join("; ", lines));
    }

    /// <summary>The line without a login in an address, also one in its path or query, and without ffmpeg's own addresses in memory.</summary>
    public static string Redact(string line) =>
        MemoryAddress().Replace(PasswordInPath().Replace(Login().Replace(line, "${scheme}://"), "${key}***"), "${part}]");

    private static string StatusOf(string line) => Status().Match(line).Groups["status"].Value;

    [GeneratedRegex(@"(method [A-Z_]+ failed:|Server returned) (?<status>[0-9]{3})\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Status();

    [GeneratedRegex(@"(?<scheme>[a-z][a-z0-9+.-]*)://[^/\s]*@", RegexOptions.IgnoreCase)]
    private static partial Regex Login();

    // Some cameras take the login there: rtsp://host/user=admin&password=…&channel=1.
    [GeneratedRegex(@"(?<key>(password|passwd|pass|pwd)=)[^&\s]*", RegexOptions.IgnoreCase)]
    private static partial Regex PasswordInPath();

    // Which part of ffmpeg speaks, the options it adds to an address, and its own standard input, where the address was given.
    [GeneratedRegex(@"^(\[[^\]]*\]\s*)+|\?timeout=\d+|pipe:0: ")]
    private static partial Regex OwnWords();

    [GeneratedRegex(@"(?<part>\[[^\]@]+) @ 0x[0-9a-f]+\]")]
    private static partial Regex MemoryAddress();
}
