using System.Net;
using System.Net.Sockets;

namespace EdgeAgent.Commands;

/// <summary>Ports for what a verb starts for itself.</summary>
internal static class LoopbackPort
{
    /// <summary>One that nobody listens on now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
