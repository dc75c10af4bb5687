using System.Net;
using System.Net.Sockets;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>Sends probes from one of this box's addresses and hears the answers.</summary>
internal sealed class ProbeSocket : IDisposable
{
    private const int DiscoveryPort = 3702;
    private const int LargestDatagram = 65_536;
    private const int LinuxIp = 0;
    private const int LinuxReceiveErrors = 11;

    // A flood ends here; a network of cameras stays far below it.
    private const int MostAnswers = 2048;

    public static readonly IPEndPoint Everybody = new(IPAddress.Parse("239.255.255.250"), DiscoveryPort);

    // Datagrams get lost, so each probe goes out thrice.
    private static readonly TimeSpan[] Pauses = [TimeSpan.Zero, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(700)];

    private readonly Socket socket;
    private readonly IPEndPoint target;
    private readonly TimeProvider time;

    private ProbeSocket(IPAddress ownAddress, IPEndPoint target, TimeProvider time, Action<Socket> prepare)
    {
        this.target = target;
        this.time = time;
        socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(ownAddress, 0));
            prepare(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>For all who listen on the network of the interface that has this address.</summary>
    /// <exception cref="SocketException">The interface is gone, or must not be used.</exception>
    public static ProbeSocket ToEverybody(IPAddress ownAddress, TimeProvider time) => new(
        ownAddress, Everybody, time, socket => socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, ownAddress.GetAddressBytes()));

    /// <summary>For one host; it may answer from any port.</summary>
    public static ProbeSocket ToOne(IPAddress host, TimeProvider time) =>
        new(IPAddress.Any, new IPEndPoint(host, DiscoveryPort), time, HearRefusals);

    /// <summary>
    /// Sends the probes and hands over each camera that answers, until <paramref name="waitIsOver"/>, or until the one host
    /// says that nobody listens there.
    /// </summary>
    /// <exception cref="SocketException">A probe could not be sent.</exception>
    public async Task AskAsync(Action<DiscoveredCamera> found, CancellationToken waitIsOver)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(waitIsOver);
        await Task.WhenAll(SendAsync(over), HearAsync(found, over));
    }

    public void Dispose() => socket.Dispose();

    // Else Linux tells only of a connected socket that nobody listens there, and that would hear one port only.
    private static void HearRefusals(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(LinuxIp, LinuxReceiveErrors, BitConverter.GetBytes(1));
        }
    }

    private async Task SendAsync(CancellationTokenSource over)
    {
        try
        {
            foreach (var pause in Pauses)
            {
                await Task.Delay(pause, time, over.Token);
                foreach (var message in ProbeMessage.CreateAll())
                {
                    await socket.SendToAsync(message, target, over.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The wait was shorter than the pauses.
        }
        catch (SocketException)
        {
            await over.CancelAsync();
            throw;
        }
    }

    private async Task HearAsync(Action<DiscoveredCamera> found, CancellationTokenSource over)
    {
        var datagram = new byte[LargestDatagram];
        for (var heard = 0; heard < MostAnswers && !over.IsCancellationRequested; heard++)
        {
            try
            {
                var answer = await socket.ReceiveFromAsync(datagram, new IPEndPoint(IPAddress.Any, 0), over.Token);
                foreach (var camera in ProbeMatches.Read(datagram[..answer.ReceivedBytes], ((IPEndPoint)answer.RemoteEndPoint).Address))
                {
                    found(camera);
                }
            }
            catch (OperationCanceledException)
            {
                // The wait is over.
            }
            catch (SocketException) when (target == Everybody)
            {
                // One answer that could not be had; others may come.
            }
            catch (SocketException)
            {
                // Nobody listens there.
                await over.CancelAsync();
            }
        }
    }
}
