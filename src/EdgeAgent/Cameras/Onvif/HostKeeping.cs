using System.Globalization;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>
/// Puts right the addresses in a camera's answers. Their host is often 127.0.0.1, an old address, or one of another network, so
/// the host that answered is kept. Port and path are the camera's: behind a router that forwards ports they are the only hint.
/// </summary>
internal static class HostKeeping
{
    /// <summary>Addresses to ask, the likeliest first; the second is for a router that forwards another port to the camera's. None where the text is no address.</summary>
    public static IReadOnlyList<Uri> Http(Uri answered, string text)
    {
        // Some answers list several.
        var first = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        if (!Uri.TryCreate(first, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            // Only a path, or an address without its host.
            return first.StartsWith('/') && !first.StartsWith("//", StringComparison.Ordinal) && Uri.TryCreate(answered, first, out uri) ? [uri] : [];
        }

        var named = new UriBuilder(uri) { Host = answered.Host, UserName = "", Password = "", Fragment = "" }.Uri;
        return named.Port == answered.Port && named.Scheme == answered.Scheme
            ? [named]
            : [named, new UriBuilder(named) { Scheme = answered.Scheme, Port = answered.Port }.Uri];
    }

    /// <summary>An rtsp or rtsps address without a login, or null where the text is none.</summary>
    public static string? Rtsp(Uri answered, string text)
    {
        // By hand rather than through Uri, which would rewrite paths that cameras compare letter by letter.
        var schemeEnd = text.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd < 0)
        {
            return null;
        }

        var rest = text[(schemeEnd + 3)..];
        var hostEnd = rest.IndexOfAny(['/', '?', '#']) is >= 0 and var end ? end : rest.Length;
        var host = rest[..hostEnd];
        var path = rest[hostEnd..].Replace("@", "%40").Replace(" ", "%20");
        var address = $"{text[..schemeEnd].ToLowerInvariant()}://{answered.Host}{Port(host[(host.LastIndexOf('@') + 1)..])}{path}";
        return StreamAddress.Problem(address) is null ? address : null;
    }

    private static string Port(string host)
    {
        var colon = host.LastIndexOf(':');
        var isPort = colon > host.LastIndexOf(']')
            && ushort.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0;
        return isPort ? host[colon..] : "";
    }
}
