using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace EdgeAgent.Tests.Support;

/// <summary>A network of its own, apart from the machine's: programs started within see only its interfaces.</summary>
public sealed class NetworkNamespace : IDisposable
{
    private const int KindNetwork = 0x40000000;

    private readonly ChildProcess holder;

    private NetworkNamespace(ChildProcess holder) => this.holder = holder;

    /// <summary>For <c>ip link … netns</c> of another namespace.</summary>
    public int Id => holder.Id;

    /// <summary>A new one, whose loopback is down. Where the machine does not allow it, the test is skipped with the reason.</summary>
    public static async Task<NetworkNamespace> CreateAsync()
    {
        var holder = ChildProcess.Start("unshare", ["--net", "sh", "-c", "echo ready; exec cat"]);
        await Eventually.Holds(() => holder.Output.Contains("ready") || holder.HasExited, "the network namespace is there");
        if (holder.HasExited)
        {
            await holder.ExitAsync();
            var reason = holder.Transcript();
            holder.Dispose();
            Assert.Ignore($"this machine allows no network namespaces: {reason}");
        }

        return new NetworkNamespace(holder);
    }

    /// <summary>One whose loopback is up and carries multicast.</summary>
    public static async Task<NetworkNamespace> WithLoopbackAsync()
    {
        var network = await CreateAsync();
        await network.IpAsync("link set lo up multicast on");
        await network.IpAsync("route add 224.0.0.0/4 dev lo");
        return network;
    }

    public ChildProcess Start(string program, params string[] arguments) =>
        ChildProcess.Start("nsenter", ["--target", $"{Id}", "--net", program, .. arguments]);

    /// <summary>Runs a program to its end.</summary>
    public async Task<ChildProcess> RunAsync(string program, params string[] arguments) =>
        await ChildProcess.RunAsync("nsenter", ["--target", $"{Id}", "--net", program, .. arguments]);

    /// <summary><c>ip</c> with these words.</summary>
    public async Task IpAsync(string words)
    {
        using var ip = await RunAsync("ip", words.Split(' '));
        Assert.That(await ip.ExitAsync(), Is.Zero, $"ip {words}: {ip.Transcript()}");
    }

    /// <summary>For an <see cref="HttpClient"/> of the test's own process that asks within this network.</summary>
    public HttpMessageHandler HttpHandler() => new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = CreateSocket();
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    public void Dispose() => holder.Dispose();

    // A socket stays in the network of the thread that made it, so one is sent there, and ends there.
    private Socket CreateSocket()
    {
        Socket? made = null;
        var visitor = new Thread(() =>
        {
            using var network = File.OpenHandle($"/proc/{Id}/ns/net");
            if (SetNamespace(network, KindNetwork) == 0)
            {
                made = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            }
        });
        visitor.Start();
        visitor.Join();
        return made ?? throw new InvalidOperationException("the test's process may not enter its network");
    }

    [DllImport("libc", EntryPoint = "setns")]
    private static extern int SetNamespace(SafeHandle network, int kind);
}
