using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>Finds cameras on the network that speak ONVIF (WS-Discovery of April 2005, as the ONVIF Core Specification uses it).</summary>
public sealed class OnvifDiscovery(TimeProvider time)
{
    /// <summary>Asks on every IPv4 interface that is up and has multicast, and takes answers for <paramref name="wait"/>.</summary>
    /// <returns>Each camera once, by its endpoint or else by its address; at most 256, in the order of their hosts.</returns>
    /// <exception cref="OnvifException">No interface could be asked on; the message says why.</exception>
    public Task<IReadOnlyList<DiscoveredCamera>> FindAsync(TimeSpan wait, CancellationToken cancellationToken) =>
        FindAsync(OwnAddresses, wait, cancellationToken);

    /// <param name="own">Addresses of the interfaces to ask on.</param>
    internal async Task<IReadOnlyList<DiscoveredCamera>> FindAsync(
        Func<IReadOnlyList<IPAddress>> own, TimeSpan wait, CancellationToken cancellationToken)
    {
        var ownAddresses = Tell(own);
        if (ownAddresses.Count == 0)
        {
            throw new OnvifException(OnvifFailure.Unreachable, "this box has no network interface that is up with an IPv4 address and multicast");
        }

        var found = new FoundCameras();
        using var over = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        var problems = await Task.WhenAll(ownAddresses.Select(address => AskFromAsync(address, found, either.Token)));

        cancellationToken.ThrowIfCancellationRequested();
        return Array.TrueForAll(problems, problem => problem is not null)
            ? throw new OnvifException(OnvifFailure.Unreachable, $"no probe could be sent from {string.Join(", ", ownAddresses)}: {problems[0]}")
            : found.ToList();
    }

    /// <summary>Asks one place: by a probe sent to it alone, and over HTTP at the ports that cameras use.</summary>
    /// <param name="hostOrAddress">As <see cref="OnvifOptions.Address"/>; with a port, only that one is asked over HTTP.</param>
    /// <returns>What answered there, or null where nothing speaks ONVIF.</returns>
    /// <exception cref="OnvifException">The text is no address, or its name is unknown.</exception>
    public Task<DiscoveredCamera?> ProbeAsync(string hostOrAddress, CancellationToken cancellationToken) =>
        new AddressProbe(time).AskAsync(hostOrAddress, cancellationToken);

    // What is wrong there, or null; one interface's trouble is none of the others'.
    private async Task<string?> AskFromAsync(IPAddress ownAddress, FoundCameras found, CancellationToken over)
    {
        try
        {
            using var socket = ProbeSocket.ToEverybody(ownAddress, time);
            await socket.AskAsync(found.Add, over);
            return null;
        }
        catch (SocketException error)
        {
            return error.Message;
        }
    }

    private static IReadOnlyList<IPAddress> Tell(Func<IReadOnlyList<IPAddress>> own)
    {
        try
        {
            return own();
        }
        catch (NetworkInformationException error)
        {
            throw new OnvifException(OnvifFailure.Unreachable, $"this box does not tell its network interfaces: {error.Message}", error);
        }
    }

    // Loopback and some tunnels are up without saying so.
    private static List<IPAddress> OwnAddresses() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(each => each.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown && each.SupportsMulticast)
            .SelectMany(each => each.GetIPProperties().UnicastAddresses)
            .Select(each => each.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork),
    ];
}
