namespace EdgeAgent.Cameras.Onvif;

/// <summary>Where a live camera's streams are now.</summary>
/// <param name="discover">Asks the network which cameras there are; without it by <see cref="OnvifDiscovery"/>.</param>
public sealed class CameraAddresses(
    CameraOptions camera, LoginGate logins, TimeProvider time, Func<CancellationToken, Task<IReadOnlyList<DiscoveredCamera>>>? discover = null)
{
    private static readonly TimeSpan DiscoveryWait = TimeSpan.FromSeconds(3);

    private readonly Func<CancellationToken, Task<IReadOnlyList<DiscoveredCamera>>> discover =
        discover ?? (cancellationToken => new OnvifDiscovery(time).FindAsync(DiscoveryWait, cancellationToken));

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim gate = new(1);
    private readonly CameraIdentity identity = new(camera.Onvif?.Endpoint, time);
    private (Uri Place, CameraLogin? Login, OnvifClient Client)? asked;

    /// <summary>
    /// The address to connect to, without a login. One written in the configuration counts; without it the camera is asked
    /// at each call, for addresses change. A camera that is no longer at its address, or has lost it to another one, is looked
    /// for by its endpoint.
    /// </summary>
    /// <exception cref="OnvifException">The camera did not say; the message tells why.</exception>
    public async Task<string> ResolveAsync(StreamRole role, CancellationToken cancellationToken)
    {
        if ((role == StreamRole.Main ? camera.MainStream : camera.SubStream) is { } written)
        {
            return written;
        }

        var onvif = camera.Onvif ?? throw new OnvifException(OnvifFailure.NoSuchProfile, "the camera has no such stream: write its address, or onvif");
        await gate.WaitAsync(cancellationToken);
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await AskAsync(onvif, role, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OnvifException(OnvifFailure.Unreachable, $"the camera has not named its stream within {Patience.TotalSeconds:0} s");
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<string> AskAsync(OnvifOptions onvif, StreamRole role, CancellationToken cancellationToken)
    {
        var place = asked?.Place ?? OnvifAddress.DeviceService(onvif.Address);
        try
        {
            await identity.CheckAsync(place, cancellationToken);
            return await AskAtAsync(place, onvif, role, cancellationToken);
        }
        catch (OnvifException failure) when (failure.Reason is OnvifFailure.Unreachable or OnvifFailure.NotOnvif or OnvifFailure.AnotherCamera)
        {
            // Nobody, or something else, has its address now. The next time begins with the configured one again. Only where its
            // name was in doubt may it be in the same place: it did not hear the probe, or is one of several behind that address.
            asked = null;
            if (await FindAsync(onvif, cancellationToken) is not { } found || (found == place && failure.Reason != OnvifFailure.AnotherCamera))
            {
                throw;
            }

            return await AskAtAsync(found, onvif, role, cancellationToken);
        }
    }

    private async Task<string> AskAtAsync(Uri place, OnvifOptions onvif, StreamRole role, CancellationToken cancellationToken)
    {
        var client = Client(place);
        var choice = StreamChoice.Choose(await client.GetProfilesAsync(cancellationToken), onvif);
        return await client.GetStreamAddressAsync(choice[role].Token, cancellationToken);
    }

    private OnvifClient Client(Uri place)
    {
        var login = Login();
        if (asked is not { } known || known.Place != place || known.Login != login)
        {
            asked = known = (place, login, new OnvifClient(place, login, logins, time));
        }

        return known.Client;
    }

    private CameraLogin? Login()
    {
        try
        {
            return camera.Login();
        }
        catch (InvalidDataException error)
        {
            throw new OnvifException(OnvifFailure.LoginRefused, error.Message, error);
        }
    }

    private async Task<Uri?> FindAsync(OnvifOptions onvif, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(onvif.Endpoint))
        {
            return null;
        }

        try
        {
            var cameras = await discover(cancellationToken);
            return cameras.FirstOrDefault(found => found.IsNamed(onvif.Endpoint))?.DeviceService;
        }
        catch (OnvifException)
        {
            // That it does not answer at its address says more than that nobody could be asked where it is.
            return null;
        }
    }
}
