using System.Net.Sockets;
using System.Text;
using EdgeAgent.Cameras;

namespace EdgeAgent.Video;

/// <summary>
/// Whether somebody at a stream's address answers in RTSP. ffmpeg waits in silence for a host that drops packets, for a
/// camera that has hung, and for pictures of a camera that is well.
/// </summary>
internal static class RtspReachability
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <param name="address">rtsp:// or rtsps://, without the login.</param>
    /// <returns>Why it cannot be reached, or null where it answers; over TLS it is enough that it takes the connection.</returns>
    public static async Task<string?> ProblemAsync(string address, TimeProvider time, CancellationToken cancellationToken)
    {
        var place = new Uri(address);
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(place.DnsSafeHost, StreamAddress.Port(place), either.Token);
            return place.Scheme == "rtsps" || await AnswersAsync(client.GetStream(), place, either.Token) ? null : Silent(place);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return client.Connected ? Silent(place) : $"{place.Authority} cannot be connected to: nobody answers";
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            return $"{place.Authority} cannot be reached: {error.Message}";
        }
    }

    // A request that needs no login, so that it counts as no wrong one.
    private static async Task<bool> AnswersAsync(NetworkStream stream, Uri place, CancellationToken cancellationToken)
    {
        var request = $"OPTIONS {place.GetLeftPart(UriPartial.Authority)}/ RTSP/1.0\r\nCSeq: 1\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        return await stream.ReadAsync(new byte[1], cancellationToken) > 0;
    }

    private static string Silent(Uri place) => $"{place.Authority} takes connections but does not answer";
}
