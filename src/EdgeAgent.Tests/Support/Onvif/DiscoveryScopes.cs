namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>What the camera says of itself to everybody.</summary>
internal static class DiscoveryScopes
{
    public static IReadOnlyList<string> Of(OnvifSetup setup) =>
    [
        "onvif://www.onvif.org/type/video_encoder",
        "onvif://www.onvif.org/Profile/Streaming",
        $"onvif://www.onvif.org/hardware/{Uri.EscapeDataString(setup.Model)}",
        $"onvif://www.onvif.org/name/{Uri.EscapeDataString(setup.Name)}",
        "onvif://www.onvif.org/location/",
    ];
}
