using EdgeAgent.Cameras;

namespace EdgeAgent.Commands.Setup;

/// <summary>One camera as it shall be written. What is null stays as it is in the file.</summary>
/// <param name="Onvif">As in <c>onvif.address</c>.</param>
/// <param name="Endpoint">As in <c>onvif.endpoint</c>.</param>
/// <param name="Password">In the clear; goes to the secrets file.</param>
/// <param name="Zones">Ids of <see cref="ZoneTemplates"/>; null and empty both mean none.</param>
internal sealed record CameraDraft(
    string Id,
    string? Name = null,
    string? Onvif = null,
    string? Endpoint = null,
    string? SubStream = null,
    string? MainStream = null,
    string? User = null,
    string? Password = null,
    IReadOnlyList<string>? Zones = null)
{
    public CameraSource Source => new(SubStream, Onvif, Endpoint);

    public override string ToString() => Id;
}
