using System.Net;
using System.Net.Sockets;

namespace EdgeAgent.Tests.Support;

/// <summary>
/// A TCP port of the loopback address that nobody listens on at this moment. This process gives it to one test only, so
/// fixtures that run side by side do not meet.
/// </summary>
public static class FreePort
{
    // Below those that Linux gives to outgoing connections (32768 and up), or one could have it before the server listens.
    private const int First = 20_000;
    private const int Count = 12_000;

    // Two test runs at once begin at different places.
    private static int given = Random.Shared.Next(Count);

    public static int Next()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref given) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
