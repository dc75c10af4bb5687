using System.Text;
using System.Text.RegularExpressions;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>Turns the bytes of an answer into text, whatever a camera says of its encoding, and strips what is no part of XML.</summary>
internal static partial class AnswerText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>From the first tag after the XML declaration to the last tag; empty where there is none.</summary>
    /// <param name="charset">As the HTTP header names it.</param>
    public static string Decode(byte[] body, string? charset)
    {
        var text = WithEncoding(body, charset);
        var start = text.IndexOf('<');
        if (start >= 0 && text.AsSpan(start).StartsWith("<?xml ", StringComparison.Ordinal))
        {
            // What it says is settled by now, and a wrong version or encoding in it would end the reading.
            start = text.IndexOf("?>", start, StringComparison.Ordinal) is >= 0 and var over ? text.IndexOf('<', over) : -1;
        }

        var end = text.LastIndexOf('>');
        return start < 0 || end < start ? "" : string.Concat(text[start..(end + 1)].Where(IsAllowed));
    }

    private static string WithEncoding(byte[] body, string? charset)
    {
        if (ByFirstBytes(body) is { } wide)
        {
            return wide.GetString(body);
        }

        try
        {
            return Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            var declared = Declaration().Match(Encoding.Latin1.GetString(body, 0, Math.Min(body.Length, 200))).Groups["name"].Value;
            return (ByName(declared) ?? ByName(charset) ?? Encoding.UTF8).GetString(body);
        }
    }

    private static Encoding? ByFirstBytes(byte[] body) => body switch
    {
        [0xFF, 0xFE, ..] or [(byte)'<', 0, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] or [0, (byte)'<', ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    private static Encoding? ByName(string? name)
    {
        try
        {
            // GB2312 and its like come with the framework but are unknown to it until asked for.
            return string.IsNullOrWhiteSpace(name) ? null : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            // Unknown, or switched off in .NET, as UTF-7 is.
            return null;
        }
    }

    private static bool IsAllowed(char letter) => letter is >= ' ' and < '\uFFFE' or '\t' or '\r' or '\n';

    [GeneratedRegex("""encoding\s*=\s*["'](?<name>[A-Za-z0-9._-]{1,40})["']""", RegexOptions.NonBacktracking)]
    private static partial Regex Declaration();
}
