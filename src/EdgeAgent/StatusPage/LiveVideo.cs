using System.Net.WebSockets;
using System.Text.Json;
using EdgeAgent.Cameras;
using EdgeAgent.Recording;
using EdgeAgent.Recording.Mp4;

namespace EdgeAgent.StatusPage;

/// <summary>Sends streams as they come to a bounded number of viewers. One who is too slow misses pictures.</summary>
internal sealed class LiveVideo(StatusSources sources, CancellationToken stopping)
{
    public const int MaximumViewers = 8;

    /// <summary>With what the socket of one viewer too many is closed: a browser shows its script no HTTP status.</summary>
    public const WebSocketCloseStatus Crowded = (WebSocketCloseStatus)4503;

    /// <summary>How long a viewer may take nothing before the connection is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private int viewers;

    /// <returns>Null where there is no such camera, or it has no such stream.</returns>
    public LiveStream? Find(string camera, StreamRole role) => sources.Recordings.StreamsOf(camera).Of(role)?.Live;

    /// <summary>Sends until the viewer leaves or the agent stops; nothing where there are too many viewers already.</summary>
    public async Task StreamAsync(LiveStream stream, HttpContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        if (Interlocked.Increment(ref viewers) > MaximumViewers)
        {
            Interlocked.Decrement(ref viewers);
            await RefuseAsync(context, end.Token);
            return;
        }

        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var leaving = UntilLeftAsync(socket, end);
            await SendAsync(socket, stream, end.Token);
            await leaving;
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            // The viewer left or takes nothing any more, or the agent stops.
        }
        finally
        {
            await end.CancelAsync();
            Interlocked.Decrement(ref viewers);
        }
    }

    private static async Task RefuseAsync(HttpContext context, CancellationToken end)
    {
        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.CloseOutputAsync(Crowded, $"{MaximumViewers} viewers are watching already.", end);
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            // It left before it was told.
        }
    }

    private async Task SendAsync(WebSocket socket, LiveStream stream, CancellationToken end)
    {
        StreamHead? head = null;
        await foreach (var part in stream.WatchAsync(end))
        {
            using var patience = new CancellationTokenSource(Patience, sources.Time);
            using var sending = CancellationTokenSource.CreateLinkedTokenSource(end, patience.Token);
            if (part.Head != head)
            {
                head = part.Head;
                var text = JsonSerializer.SerializeToUtf8Bytes(new { head.MediaType, H265 = head.IsH265 }, PageJson.Options);
                await socket.SendAsync(text, WebSocketMessageType.Text, true, sending.Token);
                await socket.SendAsync(head.Bytes, WebSocketMessageType.Binary, true, sending.Token);
            }

            await socket.SendAsync(part.Bytes, WebSocketMessageType.Binary, true, sending.Token);
        }
    }

    // A viewer has nothing to say but that it leaves.
    private static async Task UntilLeftAsync(WebSocket socket, CancellationTokenSource end)
    {
        try
        {
            await socket.ReceiveAsync(new byte[1], end.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            // It left without a word.
        }

        await end.CancelAsync();
    }
}
