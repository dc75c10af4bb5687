using EdgeAgent.Pipeline;

namespace EdgeAgent.StatusPage;

/// <summary>Hands out live pictures: one at a time, or as a stream to a bounded number of viewers.</summary>
internal sealed class LiveStreams(StatusSources sources, CancellationToken stopping)
{
    public const int MaximumViewers = 8;
    private const string Boundary = "picture";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private int viewers;

    public bool Knows(string camera) => sources.Board.Cameras.Any(known => known.Id == camera);

    /// <summary>The next picture, or null where none comes within two seconds.</summary>
    public async Task<byte[]?> NextAsync(string camera, CancellationToken viewerLeft)
    {
        using var patience = new CancellationTokenSource(Patience, sources.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(viewerLeft, stopping, patience.Token);
        try
        {
            return (await sources.Live.WatchAsync(camera, end.Token).FirstOrDefaultAsync(end.Token))?.Jpeg;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Writes pictures as multipart/x-mixed-replace until the viewer leaves or the agent stops.</summary>
    /// <returns>False, with nothing written, where there are too many viewers already.</returns>
    public async Task<bool> TryStreamAsync(string camera, HttpContext context)
    {
        if (Interlocked.Increment(ref viewers) > MaximumViewers)
        {
            Interlocked.Decrement(ref viewers);
            return false;
        }

        // Without the stopping token an open stream would hold up the agent's shutdown.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await WriteAsync(context.Response, sources.Live.WatchAsync(camera, end.Token), end.Token);
        }
        catch (OperationCanceledException)
        {
            // The viewer left, or the agent stops.
        }
        finally
        {
            Interlocked.Decrement(ref viewers);
        }

        return true;
    }

    private static async Task WriteAsync(HttpResponse response, IAsyncEnumerable<LivePicture> pictures, CancellationToken end)
    {
        response.ContentType = $"multipart/x-mixed-replace; boundary={Boundary}";
        response.Headers.CacheControl = "no-store";
        await response.Body.FlushAsync(end);
        await foreach (var picture in pictures)
        {
            var jpeg = picture.Jpeg;
            await response.WriteAsync($"--{Boundary}\r\nContent-Type: image/jpeg\r\nContent-Length: {jpeg.Length}\r\n\r\n", end);
            await response.Body.WriteAsync(jpeg, end);
            await response.WriteAsync("\r\n", end);
            await response.Body.FlushAsync(end);
        }
    }
}
