namespace EdgeAgent.Cameras.Onvif;

/// <summary>
/// Asks one camera over ONVIF. Each method throws <see cref="OnvifException"/> and, when cancelled,
/// <see cref="OperationCanceledException"/>; nothing else.
/// </summary>
public sealed class OnvifClient
{
    /// <param name="deviceService">Address of the camera's device service, see <see cref="OnvifAddress.DeviceService"/>.</param>
    /// <param name="login">Null where the camera asks for none.</param>
    public OnvifClient(Uri deviceService, CameraLogin? login, TimeProvider time) => _ = (deviceService, login, time);

    /// <summary>The camera's clock; needs no login at most cameras.</summary>
    public Task<DeviceClock> GetClockAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>What the camera says of itself.</summary>
    public Task<OnvifDevice> GetDeviceAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The camera's video profiles in its own order, at most 64; never none.</summary>
    public Task<IReadOnlyList<OnvifProfile>> GetProfilesAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The rtsp address of a profile without a login, at the host that answered.</summary>
    public Task<string> GetStreamAddressAsync(string token, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A picture as JPEG, at most 8 MB, or null where the camera gives none.</summary>
    public Task<byte[]?> GetSnapshotAsync(string token, CancellationToken cancellationToken) => throw new NotImplementedException();
}
