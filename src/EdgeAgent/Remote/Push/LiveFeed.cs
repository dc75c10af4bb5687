using EdgeAgent.Recording;
using EdgeAgent.Video;

namespace EdgeAgent.Remote.Push;

/// <summary>A camera's stream as it comes, taken from the connection that is recorded and serves all who look.</summary>
internal sealed class LiveFeed : IAsyncDisposable
{
    /// <summary>How long a stream that nobody has wanted before may take to open.</summary>
    public static readonly TimeSpan Opening = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly TimeProvider time;
    private readonly CancellationToken ending;
    private readonly CancellationTokenSource waiting;
    private readonly CancellationTokenRegistration whenEnding;
    private readonly IAsyncEnumerator<LivePart> parts;

    private LiveFeed(LiveStream stream, TimeProvider time, CancellationToken ending)
    {
        this.time = time;
        this.ending = ending;
        waiting = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        whenEnding = ending.Register(waiting.Cancel);
        parts = stream.WatchAsync(waiting.Token).GetAsyncEnumerator(CancellationToken.None);
    }

    /// <summary>When the first of it came, on the box's clock.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>When the last of it was handed on.</summary>
    public DateTimeOffset To { get; private set; }

    /// <summary>Waits for the stream's first pictures.</summary>
    /// <param name="ending">Ends the feed.</param>
    /// <exception cref="StreamException">None come.</exception>
    public static async Task<LiveFeed> OpenAsync(StreamRecorder stream, TimeProvider time, CancellationToken ending)
    {
        var feed = new LiveFeed(stream.Live, time, ending);
        try
        {
            if (!await feed.NextAsync(Opening))
            {
                throw new StreamException(
                    StreamFailure.Stalled, $"no pictures come from the camera: {stream.WhyNot ?? $"none within {Opening.TotalSeconds:0} s"}");
            }

            feed.From = feed.To = time.GetUtcNow();
            return feed;
        }
        catch
        {
            await feed.DisposeAsync();
            throw;
        }
    }

    /// <summary>Hands the stream on from a key frame, for so long.</summary>
    /// <exception cref="StreamException">The camera sends no more.</exception>
    /// <exception cref="InputClosedException">ffmpeg takes no more.</exception>
    public void WriteTo(FfmpegInput output, TimeSpan length)
    {
        var began = time.GetTimestamp();
        var head = parts.Current.Head;
        output.Write(head.Bytes.Span);
        do
        {
            // Another head's pictures are no continuation for who has had this one.
            if (parts.Current.Head != head)
            {
                throw new StreamException(StreamFailure.Ended, $"the connection to the camera broke after {time.GetElapsedTime(began).TotalSeconds:0} s");
            }

            output.Write(parts.Current.Bytes.Span);
            To = time.GetUtcNow();
        }
        while (HasNext(length - time.GetElapsedTime(began)));
    }

    public async ValueTask DisposeAsync()
    {
        await whenEnding.DisposeAsync();
        await parts.DisposeAsync();
        waiting.Dispose();
    }

    private bool HasNext(TimeSpan left)
    {
        var patience = left < Silence ? left : Silence;
        return left > TimeSpan.Zero
            && (NextAsync(patience).AsTask().GetAwaiter().GetResult() || (patience < Silence
                ? false
                : throw new StreamException(StreamFailure.Stalled, $"no picture came from the camera for {Silence.TotalSeconds:0} s")));
    }

    private async ValueTask<bool> NextAsync(TimeSpan patience)
    {
        waiting.CancelAfter(patience);
        try
        {
            return await parts.MoveNextAsync();
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            return false;
        }
    }
}
