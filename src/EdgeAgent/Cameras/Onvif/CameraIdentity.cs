namespace EdgeAgent.Cameras.Onvif;

/// <summary>
/// Tells the configured camera from another one that has got its address, by what answers a probe there, before a login is
/// shown to it. A probe's answer is what the name in the configuration was taken from; GetEndpointReference is not asked, for
/// firmware answers it with placeholders.
/// </summary>
/// <param name="endpoint">As <see cref="OnvifOptions.Endpoint"/>; without it anybody is the camera.</param>
internal sealed class CameraIdentity(string? endpoint, TimeProvider time)
{
    // After a power cut a camera's web server may be there before it hears probes.
    private static readonly TimeSpan MayBeStarting = TimeSpan.FromMinutes(1);

    private readonly AddressProbe probe = new(time);
    private bool hasAnswered;
    private long? silentSince;

    /// <summary>
    /// Silence proves nothing, for probes are blocked on many networks; only of a camera that has answered before is an
    /// answer expected, for a minute.
    /// </summary>
    /// <exception cref="OnvifException">Another camera is or may be there (<see cref="OnvifFailure.AnotherCamera"/>), or the host's name is unknown.</exception>
    public async Task CheckAsync(Uri place, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(endpoint))
        {
            return;
        }

        var named = (await probe.AskByProbeAsync(place.DnsSafeHost, cancellationToken)).Where(answer => answer.Endpoint.Length > 0).ToList();
        if (named.Exists(answer => answer.IsNamed(endpoint)))
        {
            (hasAnswered, silentSince) = (true, null);
        }
        else if (named.Count > 0)
        {
            throw new OnvifException(
                OnvifFailure.AnotherCamera,
                $"{place.Authority} is another camera: it is named {OnvifText.Clean(named[0].Endpoint)}, and onvif.endpoint says {OnvifText.Clean(endpoint)}");
        }
        else if (hasAnswered)
        {
            silentSince ??= time.GetTimestamp();
            hasAnswered = time.GetElapsedTime(silentSince.Value) < MayBeStarting;
            if (hasAnswered)
            {
                throw new OnvifException(
                    OnvifFailure.AnotherCamera,
                    $"{place.Authority} does not tell its name as it did before: the camera is away or still starting, or another one may have its address");
            }

            silentSince = null;
        }
    }
}
