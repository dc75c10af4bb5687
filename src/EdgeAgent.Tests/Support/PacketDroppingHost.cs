using System.Net;
using System.Net.Sockets;

namespace EdgeAgent.Tests.Support;

/// <summary>A port of 127.0.0.1 as of a host that is away or behind a firewall: connections are neither taken nor refused.</summary>
public sealed class PacketDroppingHost : IDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> waiting = [];

    /// <summary>Linux drops what comes while the queue of those that nobody has taken is full.</summary>
    public static async Task<PacketDroppingHost> StartAsync()
    {
        var host = new PacketDroppingHost();
        host.listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        host.listener.Listen(1);
        for (var connection = 0; connection < 2; connection++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            host.waiting.Add(socket);
            await socket.ConnectAsync(host.listener.LocalEndPoint!);
        }

        return host;
    }

    public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    public void Dispose()
    {
        waiting.ForEach(socket => socket.Dispose());
        listener.Dispose();
    }
}
