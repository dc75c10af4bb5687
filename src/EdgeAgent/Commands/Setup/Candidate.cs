using EdgeAgent.Cameras;

namespace EdgeAgent.Commands.Setup;

/// <summary>A camera that the installer wants, before it has a name.</summary>
/// <param name="Place">As shown to people and, for ONVIF, as written.</param>
/// <param name="Words">What it says it is; comes from the camera.</param>
/// <param name="Service">Its ONVIF service; null for a camera known by its streams.</param>
internal sealed record Candidate(string Place, string Words, Uri? Service, string? Endpoint, string? SubStream = null, string? MainStream = null)
{
    /// <summary>Whether both are one camera: by its own name on the network, its service or its stream.</summary>
    public bool IsSameAs(Candidate other) =>
        (Endpoint is not null && Endpoint == other.Endpoint) || (Service is not null && Service == other.Service) || (SubStream is not null && SubStream == other.SubStream);
}

/// <summary>A candidate that was logged in to, or is taken all the same.</summary>
internal sealed record TriedCamera(Candidate Camera, CameraLogin? Login, CameraTrial Trial)
{
    public override string ToString() => Camera.Place;
}
