using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Onvif;

namespace EdgeAgent.Tests.Journeys;

/// <summary>A workshop's network: the box with the agent, and cameras that can be given any address of 10.0.1.0/24.</summary>
internal sealed class CameraNetwork : IDisposable
{
    private readonly NetworkNamespace cameras;

    private CameraNetwork(NetworkNamespace box, NetworkNamespace cameras) => (Box, this.cameras) = (box, cameras);

    public NetworkNamespace Box { get; }

    /// <summary>Where the machine does not allow it, the test is skipped with the reason.</summary>
    public static async Task<CameraNetwork> CreateAsync()
    {
        var network = new CameraNetwork(await NetworkNamespace.CreateAsync(), await NetworkNamespace.CreateAsync());
        try
        {
            await network.Box.IpAsync("link set lo up");
            await network.Box.IpAsync($"link add box type veth peer name cameras netns {network.cameras.Id}");
            await network.Box.IpAsync("address add 10.0.1.1/24 dev box");
            await network.Box.IpAsync("link set box up");
            await network.cameras.IpAsync("link set cameras up");
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    public Task GiveAddressAsync(string address) => cameras.IpAsync($"address add {address}/24 dev cameras");

    /// <summary>Nobody has it any more, so what is sent there is lost, as after a power cut.</summary>
    public Task TakeAddressAsync(string address) => cameras.IpAsync($"address del {address}/24 dev cameras");

    /// <summary>A camera with a stream of its own and the login that all have.</summary>
    /// <param name="name">Its endpoint is <c>urn:uuid:</c> and this.</param>
    public async Task<NetworkCamera> SwitchOnAsync(string name, string address)
    {
        var streams = new Dictionary<string, string> { [name] = await TestClips.StillAsync() };
        var stream = await RtspCamera.StartAsync(streams, RtspLogin.Digest, network: cameras, address: address);
        try
        {
            return new NetworkCamera(stream, await CameraProcess.StartAsync(
                cameras, $"address={address}", "port=80", $"name={name}", $"endpoint=urn:uuid:{name}", "login=Digest", $"stream={stream.Address(name)}"));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        cameras.Dispose();
        Box.Dispose();
    }
}

/// <summary>A camera of a <see cref="CameraNetwork"/>: its streams, and what answers to ONVIF.</summary>
internal sealed record NetworkCamera(RtspCamera Stream, ChildProcess Onvif) : IDisposable
{
    public void Dispose()
    {
        Onvif.Dispose();
        Stream.Dispose();
    }
}
