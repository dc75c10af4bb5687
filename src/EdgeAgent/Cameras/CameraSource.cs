using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Cameras;

/// <summary>Where a camera's small stream comes from, as far as its configuration tells.</summary>
/// <param name="SubStream">Its address; it counts before what the camera says over ONVIF.</param>
/// <param name="Onvif">As <see cref="OnvifOptions.Address"/>.</param>
/// <param name="Endpoint">As <see cref="OnvifOptions.Endpoint"/>.</param>
/// <param name="Profile">As <see cref="OnvifOptions.SubProfile"/>: a recorder has many cameras at one address.</param>
public sealed record CameraSource(string? SubStream, string? Onvif = null, string? Endpoint = null, string? Profile = null)
{
    /// <summary>The source of a camera of the configuration; a recording has none.</summary>
    public static CameraSource Of(CameraOptions camera) =>
        new(camera.SubStream, camera.Onvif?.Address, camera.Onvif?.Endpoint, camera.Onvif?.SubProfile);

    /// <summary>Whether both are one camera: by its stream, else by its own name on the network where both have one, else by its place.</summary>
    public bool IsSameAs(CameraSource other) =>
        SubStream is not null || other.SubStream is not null ? AreSameStream(SubStream, other.SubStream)
        : Onvif is not null && other.Onvif is not null && Profile == other.Profile && IsSameDevice(other);

    private bool IsSameDevice(CameraSource other) => string.IsNullOrEmpty(Endpoint) || string.IsNullOrEmpty(other.Endpoint)
        ? OnvifAddress.AreSame(Onvif!, other.Onvif!)
        : EndpointName.AreSame(Endpoint, other.Endpoint);

    private static bool AreSameStream(string? one, string? other) => one is not null && other is not null && StreamAddress.AreSame(one, other);
}
