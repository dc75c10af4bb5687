using System.Xml.Linq;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>
/// Asks one camera over ONVIF, one call at a time. Each method throws <see cref="OnvifException"/> and, when cancelled,
/// <see cref="OperationCanceledException"/>; nothing else. Holds no connection; what it has learnt of the camera's ways is
/// kept for the next call.
/// </summary>
public sealed class OnvifClient
{
    private readonly Uri deviceService;
    private readonly SigningClock clock;
    private readonly SoapChannel channel;
    private readonly SnapshotClient snapshots;
    private IReadOnlyList<MediaService>? media;

    /// <param name="deviceService">Address of the camera's device service, see <see cref="OnvifAddress.DeviceService"/>.</param>
    /// <param name="login">Null where the camera asks for none.</param>
    /// <param name="gate">That of all who show logins in this process.</param>
    public OnvifClient(Uri deviceService, CameraLogin? login, LoginGate gate, TimeProvider time)
    {
        this.deviceService = deviceService;
        clock = new SigningClock(deviceService, time);
        channel = new SoapChannel(login, gate, clock, time);
        snapshots = new SnapshotClient(login, gate, time);
    }

    /// <summary>Asks without a login.</summary>
    public OnvifClient(Uri deviceService, TimeProvider time)
        : this(deviceService, null, new LoginGate(time, Random.Shared), time)
    {
    }

    /// <summary>The camera's clock, asked without a login.</summary>
    public Task<DeviceClock> GetClockAsync(CancellationToken cancellationToken) => clock.ReadAsync(channel, cancellationToken);

    /// <summary>What the camera says of itself.</summary>
    public async Task<OnvifDevice> GetDeviceAsync(CancellationToken cancellationToken)
    {
        var response = await channel.CallAsync(deviceService, new XElement(OnvifNames.Device + "GetDeviceInformation"), cancellationToken);
        return OnvifDevice.Read(response);
    }

    /// <summary>The camera's video profiles in its own order, at most 64; never none.</summary>
    public Task<IReadOnlyList<OnvifProfile>> GetProfilesAsync(CancellationToken cancellationToken) => AskMediaAsync(async service =>
    {
        var profiles = service.ReadProfiles(await channel.CallAsync(service.Address, service.ProfilesRequest, cancellationToken));
        return profiles.Count > 0 ? profiles : throw new OnvifException(OnvifFailure.NoSuchProfile, "the camera offers no video profile");
    }, cancellationToken);

    /// <summary>The rtsp address of a profile without a login, at the host that answered.</summary>
    public Task<string> GetStreamAddressAsync(string token, CancellationToken cancellationToken) => AskMediaAsync(async service =>
    {
        var address = service.ReadAddress(await channel.CallAsync(service.Address, service.StreamRequest(token), cancellationToken));
        return HostKeeping.Rtsp(deviceService, address)
            ?? throw new OnvifException(OnvifFailure.Refused, $"{deviceService.Authority} names no rtsp address for profile {OnvifText.Clean(token)}");
    }, cancellationToken);

    /// <summary>A picture as JPEG, at most 8 MB, or null where the camera gives none.</summary>
    public async Task<byte[]?> GetSnapshotAsync(string token, CancellationToken cancellationToken)
    {
        IReadOnlyList<Uri> addresses;
        try
        {
            addresses = await AskMediaAsync(async service => HostKeeping.Http(
                deviceService, service.ReadAddress(await channel.CallAsync(service.Address, service.SnapshotRequest(token), cancellationToken))), cancellationToken);
        }
        catch (OnvifException failure) when (failure.Reason is OnvifFailure.Refused or OnvifFailure.NotOnvif)
        {
            return null;
        }

        return addresses.Count == 0 ? null : await FirstAsync(addresses, address => snapshots.GetAsync(address, cancellationToken));
    }

    private async Task<T> AskMediaAsync<T>(Func<MediaService, Task<T>> ask, CancellationToken cancellationToken)
    {
        media ??= await MediaServices.FindAsync(channel, deviceService, cancellationToken);
        try
        {
            return await FirstAsync(media, async service =>
            {
                var answer = await ask(service);
                // What has answered is asked first from now on.
                media = [service, .. media.Where(other => other != service)];
                return answer;
            });
        }
        catch (OnvifException)
        {
            media = null;
            throw;
        }
    }

    // The first that succeeds, or else the first failure. A refused login ends it: every further try could lock the account.
    private static async Task<T> FirstAsync<TPlace, T>(IReadOnlyList<TPlace> places, Func<TPlace, Task<T>> ask)
    {
        OnvifException? first = null;
        foreach (var place in places)
        {
            try
            {
                return await ask(place);
            }
            catch (OnvifException failure) when (failure.Reason != OnvifFailure.LoginRefused)
            {
                first ??= failure;
            }
        }

        throw first!;
    }
}
