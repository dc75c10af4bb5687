namespace EdgeAgent.Cameras;

/// <summary>Checks and prints addresses of streams. Only RTSP is let through: an address reaches ffmpeg.</summary>
public static class StreamAddress
{
    /// <summary>The port of RTSP where an address names none.</summary>
    public const int UsualPort = 554;

    private static readonly string[] Schemes = ["rtsp", "rtsps"];

    /// <summary>What is wrong with the address, or null. The text never repeats a password.</summary>
    public static string? Problem(string address)
    {
        // A password may hold what ends the login for a parser of addresses, so any @ counts as one.
        if (address.Contains('@'))
        {
            return "must not hold the login: put it into user and password (an @ in the path is written %40)";
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || address.Any(IsNoPart))
        {
            return "is not an address such as rtsp://192.168.1.64:554/path";
        }

        return Array.Exists(Schemes, scheme => address.StartsWith(scheme + "://", StringComparison.Ordinal))
            ? null
            : "must begin with rtsp:// or rtsps://";
    }

    /// <summary>Whether both are one stream, with its usual port named or not.</summary>
    public static bool AreSame(string one, string other) =>
        one == other || (Uri.TryCreate(one, UriKind.Absolute, out var first) && Uri.TryCreate(other, UriKind.Absolute, out var second) && Parts(first) == Parts(second));

    private static (string Scheme, string Host, int Port, string Path) Parts(Uri address) =>
        (address.Scheme, address.Host, Port(address), address.PathAndQuery);

    private static bool IsNoPart(char letter) => char.IsWhiteSpace(letter) || char.IsControl(letter);

    /// <summary>The port, also where it is not written.</summary>
    /// <param name="address">rtsp:// or rtsps://.</param>
    public static int Port(Uri address) => address.Port > 0 ? address.Port : address.Scheme == "rtsps" ? 322 : UsualPort;

    /// <summary>The address with its login, as ffmpeg wants it. Keep it out of logs.</summary>
    public static string WithLogin(string address, string? user, string? password)
    {
        if (string.IsNullOrEmpty(user))
        {
            return address;
        }

        var schemeEnd = address.IndexOf("://", StringComparison.Ordinal) + 3;
        return $"{address[..schemeEnd]}{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password ?? "")}@{address[schemeEnd..]}";
    }
}
