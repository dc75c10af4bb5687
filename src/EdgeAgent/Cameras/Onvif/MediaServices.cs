using System.Xml.Linq;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>Which media services a camera has, in the order in which they are worth asking: ver20 before ver10.</summary>
internal static class MediaServices
{
    // Each is asked in turn, with all of a camera's patience: a list without end would be asked for ever.
    private const int MostOfAKind = 4;

    /// <exception cref="OnvifException">Nobody answers, or the login is refused.</exception>
    public static async Task<IReadOnlyList<MediaService>> FindAsync(SoapChannel channel, Uri deviceService, CancellationToken cancellationToken)
    {
        var device = OnvifNames.Device;
        var services = new XElement(device + "GetServices", new XElement(device + "IncludeCapability", "false"));
        var capabilities = new XElement(device + "GetCapabilities", new XElement(device + "Category", "All"));
        foreach (var request in new[] { services, capabilities })
        {
            try
            {
                var response = await channel.CallAsync(deviceService, request, cancellationToken);
                if (Read(deviceService, response) is { Count: > 0 } found)
                {
                    return found;
                }
            }
            catch (OnvifException failure) when (failure.Reason is OnvifFailure.Refused or OnvifFailure.NotOnvif)
            {
                // Old firmware knows only the other call, and some neither.
            }
        }

        return [new Media1Service(deviceService)];
    }

    /// <summary>Reads the answer to GetServices or GetCapabilities.</summary>
    internal static IReadOnlyList<MediaService> Read(Uri deviceService, XElement response)
    {
        IEnumerable<Uri> Listed(string version) => response.Children("Service")
            .Where(service => service.Text("Namespace").Contains(version, StringComparison.OrdinalIgnoreCase))
            .SelectMany(service => HostKeeping.Http(deviceService, service.Text("XAddr")))
            .Distinct()
            .Take(MostOfAKind);

        return
        [
            .. Listed("ver20/media").Select(address => new Media2Service(address)),
            .. Listed("ver10/media")
                .Concat(HostKeeping.Http(deviceService, response.Text("Capabilities", "Media", "XAddr")))
                .Select(address => new Media1Service(address)),
        ];
    }
}
