using EdgeAgent.Cameras;

namespace EdgeAgent.Video.Push;

/// <summary>
/// A media server as ffmpeg's output. Every user of the box can read a command line, so what is secret of an address goes
/// into options that ffmpeg reads from a file: the name of an RTMP stream, which often is its key, and SRT's passphrase and
/// stream id. RTSP takes its path and its login from the address alone.
/// </summary>
public sealed class PushTarget
{
    private readonly MediaAddress address;
    private readonly string? user;
    private readonly string? password;

    private PushTarget(MediaAddress address, string? user, string? password, IReadOnlyList<(string Option, string Value)> hidden)
    {
        this.address = address;
        this.user = user;
        this.password = password;
        Hidden = hidden;
    }

    /// <summary>Options that must not stand on the command line.</summary>
    internal IReadOnlyList<(string Option, string Value)> Hidden { get; }

    /// <param name="user">RTSP's login; null where the server asks for none.</param>
    /// <returns>The target, or why the address cannot be one.</returns>
    public static (PushTarget? Target, string? Problem) Of(MediaAddress address, string? user, string? password)
    {
        if (user is null != password is null)
        {
            return (null, "user and password belong together");
        }

        if (user is not null && !address.IsRtsp)
        {
            return (null, "user and password are for RTSP; RTMP takes a key in its path or query, SRT a streamid and a passphrase");
        }

        var hidden = new List<(string, string)>();
        var problem = address.IsRtmp ? Rtmp(address, hidden) : address.Scheme == "srt" ? Srt(address, hidden) : null;
        return problem is null ? (new PushTarget(address, user, password, hidden), null) : (null, problem);
    }

    /// <summary>The command line's part.</summary>
    /// <param name="hidden">Reads the file with <see cref="Hidden"/>.</param>
    internal IReadOnlyList<string> Arguments(IReadOnlyList<string> hidden) => address.Scheme switch
    {
        "rtmp" => ["-f", "flv", "-flvflags", "no_duration_filesize", .. hidden, address.Server + "/"],
        "rtmps" => ["-f", "flv", "-flvflags", "no_duration_filesize", "-tls_verify", "1", .. hidden, address.Server + "/"],
        "srt" => ["-f", "mpegts", .. hidden, address.Server],
        _ => ["-f", "rtsp", "-rtsp_transport", "tcp", StreamAddress.WithLogin(address.Server + PathAndQuery, user, password)],
    };

    /// <summary>The text without anything of the address behind its port, and without the login.</summary>
    internal string Redact(string text)
    {
        string?[] secrets = [PathAndQuery, user, password, address.Query, .. Hidden.Select(option => option.Value), address.Path.LastOrDefault()];
        return secrets.OfType<string>().Where(secret => secret.Length > 0).OrderByDescending(secret => secret.Length)
            .Aggregate(text, (redacted, secret) => redacted.Replace(secret, "***", StringComparison.Ordinal));
    }

    private string PathAndQuery =>
        (address.Path.Count > 0 ? "/" + string.Join('/', address.Path) : "") + (address.Query.Length > 0 ? "?" + address.Query : "");

    private static string? Rtmp(MediaAddress address, List<(string, string)> hidden)
    {
        if (address.Path.Count < 2)
        {
            return "RTMP needs an application and a stream in the path: rtmp://host/live/door";
        }

        hidden.Add(("rtmp_app", string.Join('/', address.Path.SkipLast(1))));
        hidden.Add(("rtmp_playpath", address.Path[^1] + (address.Query.Length > 0 ? "?" + address.Query : "")));
        return null;
    }

    // Anything else could make ffmpeg listen on the box, or wait for ever.
    private static string? Srt(MediaAddress address, List<(string, string)> hidden)
    {
        foreach (var parameter in address.Query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (parameter[..parameter.IndexOf('=')], Uri.UnescapeDataString(parameter[(parameter.IndexOf('=') + 1)..]));
            if (name is not ("streamid" or "passphrase") || hidden.Exists(option => option.Item1 == name))
            {
                return "SRT takes streamid and passphrase behind the question mark, each once";
            }

            if (value.Length == 0 || value.Any(letter => letter is < ' ' or > '~'))
            {
                return $"SRT's {name} must be of printable ASCII";
            }

            hidden.Add((name, value));
        }

        return null;
    }
}
