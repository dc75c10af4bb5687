using EdgeAgent.Cameras;

namespace EdgeAgent.Commands.Setup;

/// <summary>A camera that the installer wants to log in to.</summary>
/// <param name="Place">As shown to people and, for ONVIF, as written.</param>
/// <param name="Words">What it says it is; comes from the camera.</param>
/// <param name="Service">Its ONVIF service; null for a camera known by its streams.</param>
/// <param name="Id">Of a camera that the file has already; null for a new one.</param>
/// <param name="User">That the file has for it.</param>
internal sealed record Candidate(
    string Place, string Words, Uri? Service, string? Endpoint, string? SubStream = null, string? MainStream = null, string? Id = null, string? User = null)
{
    /// <summary>What people know it by.</summary>
    public string Label => Id ?? Place;

    public CameraSource Source => new(SubStream, Service?.ToString(), Endpoint);
}

/// <summary>A candidate that was logged in to, or is taken all the same.</summary>
internal sealed record TriedCamera(Candidate Camera, CameraLogin Login, CameraTrial Trial)
{
    /// <summary>As it shall be written, but for what people call it.</summary>
    public CameraDraft ToDraft(string id) => new(
        id,
        Onvif: Camera.Service is null ? null : Camera.Place,
        Endpoint: Camera.Endpoint,
        SubStream: Camera.SubStream,
        MainStream: Camera.MainStream,
        User: Login.User.Length > 0 ? Login.User : null,
        Password: Login is { User.Length: > 0, Password.Length: > 0 } ? Login.Password : null);

    public override string ToString() => Camera.Place;
}
