using System.Net;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>A camera that answered a probe.</summary>
/// <param name="Endpoint">Its name on the network (urn:uuid:…), which stays when its address changes; may be empty.</param>
/// <param name="Host">Where the answer came from.</param>
/// <param name="DeviceService">Address of its device service, with the host that answered.</param>
/// <param name="Name">As it names itself in its scopes; may be empty.</param>
/// <param name="Hardware">Its model as it names it in its scopes; may be empty.</param>
public sealed record DiscoveredCamera(string Endpoint, IPAddress Host, Uri DeviceService, string Name, string Hardware)
{
    /// <summary>Whether this is its endpoint, however the prefix <c>urn:uuid:</c> is spelt or left out.</summary>
    public bool IsNamed(string endpoint) => Endpoint.Length > 0 && EndpointName.AreSame(Endpoint, endpoint);
}
