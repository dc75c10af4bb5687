using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Onvif;

namespace EdgeAgent.Tests.Cameras.Onvif;

/// <summary>Discovery through the verb <c>discover</c> in networks of its own, with real multicast.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Self)]
public sealed class OnvifDiscoveryTests
{
    // Of a range that is for documents only (RFC 5737), so no interface has it.
    private static readonly IPAddress NotOurs = IPAddress.Parse("192.0.2.1");

    [Test]
    public async Task FindAsync_CamerasThatNameOtherHosts_AreFoundWhereTheyAnswered()
    {
        using var network = await NetworkNamespace.WithLoopbackAsync();
        using var door = await CameraProcess.StartAsync(network, "address=127.0.0.2", "port=80", "name=Front Door 1号", "endpoint=urn:uuid:door");
        using var hall = await CameraProcess.StartAsync(
            network, "address=127.0.0.3", "port=8000", "name=Hall", "endpoint=urn:uuid:hall", "quirks=WrongHost", "other=http://[fe80::1]/onvif/device_service");

        using var discover = await DiscoverAsync(network, "--seconds", "3", "--json");

        Assert.That(await discover.ExitAsync(), Is.Zero, discover.Transcript());
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(string.Join('\n', discover.Output)), JsonNode.Parse(
            """
            [
              { "endpoint": "urn:uuid:door", "host": "127.0.0.2", "deviceService": "http://127.0.0.2/onvif/device_service", "name": "Front Door 1号", "hardware": "IPC-2000" },
              { "endpoint": "urn:uuid:hall", "host": "127.0.0.3", "deviceService": "http://127.0.0.3:8000/onvif/device_service", "name": "Hall", "hardware": "IPC-2000" }
            ]
            """)), discover.Transcript());
    }

    [Test]
    public async Task FindAsync_SeveralNetworksAndNoRoute_FindsTheCamerasOfEach()
    {
        using var box = await NetworkNamespace.CreateAsync();
        using var workshop = await NetworkNamespace.CreateAsync();
        foreach (var network in new[] { 1, 2, 3 })
        {
            await box.IpAsync($"link add box{network} type veth peer name workshop{network} netns {workshop.Id}");
            await box.IpAsync($"address add 10.0.{network}.1/24 dev box{network}");
            await box.IpAsync($"link set box{network} up");
            await workshop.IpAsync($"address add 10.0.{network}.2/24 dev workshop{network}");
            await workshop.IpAsync($"link set workshop{network} up");
        }

        using var door = await CameraProcess.StartAsync(workshop, "address=10.0.1.2", "port=80", "name=Door");
        using var hall = await CameraProcess.StartAsync(workshop, "address=10.0.3.2", "port=80", "name=Hall");

        using var discover = await DiscoverAsync(box, "--seconds", "3");

        Assert.That(await discover.ExitAsync(), Is.Zero, discover.Transcript());
        Assert.That(discover.Output, Has.Count.EqualTo(2), discover.Transcript());
        Assert.That(discover.Output[0], Does.StartWith("10.0.1.2  http://10.0.1.2/onvif/device_service  urn:uuid:").And.EndWith("  IPC-2000  Door"));
        Assert.That(discover.Output[1], Does.StartWith("10.0.3.2  http://10.0.3.2/onvif/device_service  urn:uuid:").And.EndWith("  IPC-2000  Hall"));
    }

    [Test]
    public async Task FindAsync_NobodyAnswers_TellsTheUsualReasons()
    {
        using var network = await NetworkNamespace.WithLoopbackAsync();

        using var discover = await DiscoverAsync(network, "--seconds", "1", "--json");

        Assert.That(await discover.ExitAsync(), Is.EqualTo(1));
        Assert.That(discover.Output, Is.EqualTo(new[] { "[]" }));
        Assert.That(discover.Errors, Has.Some.Contains("Windows").And.Some.Contains("防火墙").And.Some.Contains("ONVIF switched on"));
    }

    [Test]
    public async Task FindAsync_NoInterfaceWithMulticast_SaysSo()
    {
        using var network = await NetworkNamespace.CreateAsync();

        using var discover = await DiscoverAsync(network);

        Assert.That(await discover.ExitAsync(), Is.EqualTo(1));
        Assert.That(discover.Output, Is.Empty);
        Assert.That(discover.Errors, Has.Some.Contains("this box has no network interface that is up with an IPv4 address and multicast"));
    }

    [Test]
    public void FindAsync_SystemDoesNotTellItsInterfaces_IsUnreachable()
    {
        var failure = Assert.ThrowsAsync<OnvifException>(() => new OnvifDiscovery(TimeProvider.System).FindAsync(
            () => throw new NetworkInformationException(1), TimeSpan.FromSeconds(30), CancellationToken.None));

        Assert.That(failure!.Reason, Is.EqualTo(OnvifFailure.Unreachable));
    }

    [Test]
    public void ToEverybody_InterfaceIsGone_LeavesNoSocketOpen()
    {
        var before = OpenFiles();
        for (var attempt = 0; attempt < 200; attempt++)
        {
            Assert.Throws<SocketException>(() => ProbeSocket.ToEverybody(NotOurs, TimeProvider.System));
        }

        Assert.That(OpenFiles() - before, Is.LessThan(100));
    }

    [Test]
    public void FindAsync_EveryNetworkRefuses_SaysWhy()
    {
        var failure = Assert.ThrowsAsync<OnvifException>(
            () => new OnvifDiscovery(TimeProvider.System).FindAsync(() => [NotOurs], TimeSpan.FromSeconds(30), CancellationToken.None));

        Assert.That(failure!.Message, Does.StartWith("no probe could be sent from 192.0.2.1: "));
    }

    [Test]
    public async Task FindAsync_OneNetworkRefuses_AsksOnTheOthers()
    {
        var found = await new OnvifDiscovery(TimeProvider.System).FindAsync(() => [NotOurs, IPAddress.Loopback], TimeSpan.FromSeconds(1), CancellationToken.None);

        Assert.That(found, Is.Not.Null);
    }

    [Test]
    public async Task ProbeAsync_HostWhoseCameraNamesAnotherHost_FindsItsPortAndName()
    {
        using var network = await NetworkNamespace.WithLoopbackAsync();
        using var camera = await CameraProcess.StartAsync(network, "address=127.0.0.3", "port=8765", "name=Hall", "quirks=WrongHost");

        using var discover = await DiscoverAsync(network, "--address", "127.0.0.3");

        Assert.That(await discover.ExitAsync(), Is.Zero, discover.Transcript());
        Assert.That(discover.Output, Has.Count.EqualTo(1), discover.Transcript());
        Assert.That(discover.Output[0], Does.StartWith("127.0.0.3  http://127.0.0.3:8765/onvif/device_service  urn:uuid:").And.EndWith("  Hall"));
    }

    [Test]
    public async Task ProbeAsync_CameraThatIsSilentToProbes_IsFoundAtAUsualPortBesideAnotherWebServer()
    {
        using var network = await NetworkNamespace.WithLoopbackAsync();
        using var page = await CameraProcess.StartAsync(network, "address=127.0.0.4", "port=80", "quirks=OkToAnything", "discoverable=false");
        using var locked = await CameraProcess.StartAsync(
            network, "address=127.0.0.4", "port=8080", "login=Digest", "quirks=ClockNeedsLogin", "discoverable=false");
        using var camera = await CameraProcess.StartAsync(network, "address=127.0.0.4", "port=8899", "discoverable=false");

        using var discover = await DiscoverAsync(network, "--address", "127.0.0.4");

        Assert.That(await discover.ExitAsync(), Is.Zero, discover.Transcript());
        Assert.That(discover.Output, Is.EqualTo(new[] { "127.0.0.4  http://127.0.0.4:8899/onvif/device_service  -  -  -" }), discover.Transcript());
    }

    private static Task<ChildProcess> DiscoverAsync(NetworkNamespace network, params string[] arguments) =>
        network.RunAsync(AgentProcess.Dotnet, [AgentProcess.AgentAssembly, "discover", .. arguments]);

    private static int OpenFiles() => Directory.GetFiles("/proc/self/fd").Length;
}
