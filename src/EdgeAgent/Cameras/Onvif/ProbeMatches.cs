using System.Net;
using System.Net.Sockets;
using System.Xml.Linq;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>Reads answers to probes, which anybody on the network may send.</summary>
internal static class ProbeMatches
{
    private const int MostInOneAnswer = 32;
    private const int LongestEndpoint = 200;

    /// <summary>The cameras in a datagram; none where it is no such answer. Never throws, whatever the bytes.</summary>
    /// <param name="from">The IPv4 address it came from, which takes the place of the host in the addresses it names.</param>
    public static IReadOnlyList<DiscoveredCamera> Read(byte[] datagram, IPAddress from) =>
        SoapEnvelope.Read(datagram, charset: null) is { Name.LocalName: "ProbeMatches" } answer
            ? [.. answer.Children("ProbeMatch").Take(MostInOneAnswer).Where(IsCamera).Select(match => Camera(match, from))]
            : [];

    // Printers and computers answer to anything; some cameras leave out their types, others their scopes.
    private static bool IsCamera(XElement match) =>
        match.Text("Types").Contains("NetworkVideoTransmitter", StringComparison.OrdinalIgnoreCase)
        || match.Text("Scopes").Contains("onvif://", StringComparison.OrdinalIgnoreCase);

    private static DiscoveredCamera Camera(XElement match, IPAddress from)
    {
        var scopes = new CameraScopes(match.Text("Scopes"));
        return new DiscoveredCamera(
            Endpoint(match.Text("EndpointReference", "Address")), from, DeviceService(match.Text("XAddrs"), from), scopes.Name, scopes.Hardware);
    }

    // It is written into the configuration and compared, so it is kept whole or not at all.
    private static string Endpoint(string text) =>
        text.Length <= LongestEndpoint && text.All(letter => letter is > ' ' and <= '~') ? text : "";

    private static Uri DeviceService(string addresses, IPAddress from)
    {
        List<Uri> named = [.. addresses.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(HttpAddress).OfType<Uri>()];
        var likeliest = named.Find(address => address.Host == from.ToString())
            ?? named.Find(address => IPAddress.TryParse(address.Host, out var host) && host.AddressFamily == AddressFamily.InterNetwork)
            ?? named.FirstOrDefault();
        return likeliest is null
            ? OnvifAddress.DeviceService(from.ToString())
            : new UriBuilder(likeliest) { Host = from.ToString(), UserName = "", Password = "", Fragment = "" }.Uri;
    }

    private static Uri? HttpAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
}
