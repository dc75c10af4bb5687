using System.Net;
using System.Net.Sockets;

namespace EdgeAgent.Tests.Support;

/// <summary>A TCP port of the loopback address that refuses everybody and that nobody else can get while it is held.</summary>
public sealed class ClosedPort : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClosedPort() => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Number => ((IPEndPoint)socket.LocalEndPoint!).Port;

    public void Dispose() => socket.Dispose();
}
