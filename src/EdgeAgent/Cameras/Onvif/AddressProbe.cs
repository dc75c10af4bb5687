using System.Net;
using System.Net.Sockets;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>Asks one place whether a camera is there, and which.</summary>
internal sealed class AddressProbe(TimeProvider time)
{
    private static readonly TimeSpan ForProbe = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan ForHttp = TimeSpan.FromSeconds(5);

    /// <summary>Where device services listen that are not at port 80: Hikvision's and Dahua's clones, TP-Link, XiongMai.</summary>
    private static readonly int[] UsualPorts = [80, 8080, 8000, 2020, 8899];

    /// <inheritdoc cref="OnvifDiscovery.ProbeAsync"/>
    public async Task<DiscoveredCamera?> AskAsync(string hostOrAddress, CancellationToken cancellationToken)
    {
        if (OnvifAddress.Problem(hostOrAddress) is { } problem)
        {
            throw new OnvifException(OnvifFailure.Unreachable, $"the address {problem}");
        }

        var place = OnvifAddress.DeviceService(hostOrAddress);
        var isWhole = !place.IsDefaultPort || hostOrAddress.Contains("://", StringComparison.Ordinal);
        var host = await ResolveAsync(place.DnsSafeHost, cancellationToken);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asking = FindServiceAsync(isWhole ? [place] : UsualPorts.Select(port => new UriBuilder(place) { Port = port }.Uri), enough.Token);

        var answer = (await ProbeAsync(host, cancellationToken)).FirstOrDefault();
        if (answer is not null && !isWhole)
        {
            await enough.CancelAsync();
            return answer with { DeviceService = new UriBuilder(answer.DeviceService) { Host = place.Host }.Uri };
        }

        // At a port that was named, another device behind the same address may have answered the probe.
        var same = answer?.DeviceService.Port == place.Port ? answer : null;
        return await asking is { } service
            ? (same ?? new DiscoveredCamera("", host, service, "", "")) with { DeviceService = service }
            : same;
    }

    /// <summary>All whom the first answer to a probe of this host names; none where nobody answers.</summary>
    /// <exception cref="OnvifException">Its name is unknown.</exception>
    public async Task<IReadOnlyList<DiscoveredCamera>> AskByProbeAsync(string host, CancellationToken cancellationToken) =>
        await ProbeAsync(await ResolveAsync(host, cancellationToken), cancellationToken);

    private static async Task<IPAddress> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
            return Array.Find(addresses, address => address.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0];
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            throw new OnvifException(OnvifFailure.Unreachable, $"no host on this network has the name {OnvifText.Clean(host)}", error);
        }
    }

    private async Task<IReadOnlyList<DiscoveredCamera>> ProbeAsync(IPAddress host, CancellationToken cancellationToken)
    {
        if (host.AddressFamily != AddressFamily.InterNetwork)
        {
            return [];
        }

        List<DiscoveredCamera> answers = [];
        using var over = new CancellationTokenSource(ForProbe, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            using var socket = ProbeSocket.ToOne(host, time);
            await socket.AskAsync(
                camera =>
                {
                    if (camera.Host.Equals(host))
                    {
                        answers.Add(camera);
                        over.Cancel();
                    }
                },
                either.Token);
        }
        catch (SocketException)
        {
            // HTTP will tell.
        }

        cancellationToken.ThrowIfCancellationRequested();
        return answers;
    }

    // The first that speaks ONVIF; else the first that wants a login before it says anything, as other web servers do too.
    private async Task<Uri?> FindServiceAsync(IEnumerable<Uri> places, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ForHttp, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Uri? wantsLogin = null;
        await foreach (var answer in Task.WhenEach(places.Select(place => AskClockAsync(place, either.Token))))
        {
            var (place, failure) = await answer;
            if (failure is null or OnvifFailure.Refused)
            {
                await limit.CancelAsync();
                return place;
            }

            wantsLogin ??= failure == OnvifFailure.LoginRefused ? place : null;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return wantsLogin;
    }

    private async Task<(Uri Place, OnvifFailure? Failure)> AskClockAsync(Uri place, CancellationToken cancellationToken)
    {
        try
        {
            await new OnvifClient(place, time).GetClockAsync(cancellationToken);
            return (place, null);
        }
        catch (OnvifException failure)
        {
            return (place, failure.Reason);
        }
        catch (OperationCanceledException)
        {
            return (place, OnvifFailure.Unreachable);
        }
    }
}
