using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace EdgeAgent.Video.Push;

/// <summary>
/// Address of a media server. It comes from outside and reaches ffmpeg, so it is read strictly: what two readers could take
/// for two places (a login, percent-encoding or dots in the path, letters beyond ASCII) is no address here.
/// </summary>
public sealed partial class MediaAddress
{
    private const int Longest = 500;

    private static readonly Dictionary<string, int> UsualPorts = new()
    {
        ["rtsp"] = 554,
        ["rtsps"] = 322,
        ["rtmp"] = 1935,
        ["rtmps"] = 443,
    };

    private MediaAddress(string scheme, string host, int port, IReadOnlyList<string> path, string query)
    {
        Scheme = scheme;
        Host = host;
        Port = port;
        Path = path;
        Query = query;
    }

    /// <summary>rtsp, rtsps, rtmp, rtmps or srt.</summary>
    public string Scheme { get; }

    /// <summary>In lower case; an IPv6 address in its shortest form and in brackets.</summary>
    public string Host { get; }

    /// <summary>Also where it is not written.</summary>
    public int Port { get; }

    /// <summary>The segments between the slashes, none of them empty or of dots alone.</summary>
    public IReadOnlyList<string> Path { get; }

    /// <summary>What follows the question mark, as name=value with &amp; between; empty where there is none.</summary>
    public string Query { get; }

    /// <summary>The place without path and query, e.g. <c>rtmp://media.example.org:1935</c>.</summary>
    public string Server => $"{Scheme}://{Host}:{Port}";

    public bool IsRtmp => Scheme is "rtmp" or "rtmps";

    public bool IsRtsp => Scheme is "rtsp" or "rtsps";

    /// <summary>Reads an address. What is said of it never repeats it: a key may be part of it.</summary>
    /// <returns>The address, or what is wrong with the text.</returns>
    public static (MediaAddress? Address, string? Problem) Read(string text)
    {
        if (text.Contains('@'))
        {
            return (null, "must not hold a login: that is given apart");
        }

        if (!Ascii.IsValid(text) || text.Length > Longest || Form().Match(text) is not { Success: true } parts)
        {
            return (null, "is not an address such as rtmp://media.example.org:1935/live/door, with letters, digits and ._~+=,!- in its path");
        }

        var scheme = parts.Groups["scheme"].Value.ToLowerInvariant();
        var path = parts.Groups["segment"].Captures.Select(segment => segment.Value).ToList();
        var query = parts.Groups["query"].Value;
        return HostOf(parts) is not { } host ? (null, "has no host that can be one")
            : PortOf(scheme, parts) is not { } port ? (null, "needs a port from 1 to 65535 behind the host")
            : path.Exists(segment => segment.All(letter => letter == '.')) ? (null, "must not lead upwards in its path")
            : scheme == "srt" && path.Count > 0 ? (null, "has a path, which SRT does not know: the stream is named by ?streamid=")
            : (new MediaAddress(scheme, host, port, path, query), null);
    }

    /// <summary>Whether it is the other or lies below it: the same server, and a path that begins with all segments of the other's.</summary>
    public bool IsWithin(MediaAddress other) =>
        Server == other.Server && Path.Count >= other.Path.Count && Path.Take(other.Path.Count).SequenceEqual(other.Path);

    // An IPv6 address is compared by what it means. What ends like a number some take for an IPv4 address, however it is written.
    private static string? HostOf(Match parts)
    {
        var host = parts.Groups["host"].Value.ToLowerInvariant();
        if (host[0] == '[')
        {
            return IPAddress.TryParse(host[1..^1], out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : null;
        }

        return !char.IsAsciiDigit(host[host.LastIndexOf('.') + 1]) || (IPAddress.TryParse(host, out var number) && number.ToString() == host) ? host : null;
    }

    private static int? PortOf(string scheme, Match parts) =>
        !parts.Groups["port"].Success ? UsualPorts.TryGetValue(scheme, out var usual) ? usual : null
        : int.Parse(parts.Groups["port"].ValueSpan) is var port and > 0 and <= 65535 ? port
        : null;

    [GeneratedRegex(
        """
        \A(?<scheme>rtsps?|rtmps?|srt)://
        (?<host>[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]{2,45}\])
        (:(?<port>[0-9]{1,5}))?
        (/(?<segment>[a-z0-9._~+=,!-]+))*/?
        (\?(?<query>[a-z0-9_.-]+=([a-z0-9._~+=,:;/!*-]|%[0-9a-f]{2})*(&[a-z0-9_.-]+=([a-z0-9._~+=,:;/!*-]|%[0-9a-f]{2})*)*))?\z
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
