using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>What came of waiting for the next picture.</summary>
internal enum FeedEvent
{
    Picture,

    /// <summary>None yet.</summary>
    Nothing,

    End,
}

/// <summary>One reading of a source that can be waited for with a limit and left at any time.</summary>
internal sealed class PictureFeed : IAsyncDisposable
{
    private readonly CancellationTokenSource leaving;
    private readonly IAsyncEnumerator<Frame> frames;
    private readonly TimeSpan? tick;
    private readonly TimeProvider time;
    private Task<bool>? pending;

    /// <param name="tick">How long one wait lasts at most; null to wait for as long as it takes.</param>
    public PictureFeed(IFrameSource source, TimeSpan? tick, TimeProvider time, CancellationToken cancellationToken)
    {
        leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        frames = source.ReadAsync(leaving.Token).GetAsyncEnumerator(leaving.Token);
        this.tick = tick;
        this.time = time;
    }

    /// <summary>The picture that came last; belongs to the caller.</summary>
    public Frame Current => frames.Current;

    /// <exception cref="StreamException">The source failed.</exception>
    public async ValueTask<FeedEvent> NextAsync()
    {
        pending ??= frames.MoveNextAsync().AsTask();
        if (!pending.IsCompleted && tick is { } limit)
        {
            await ((Task)pending).WaitAsync(limit, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!pending.IsCompleted)
            {
                return FeedEvent.Nothing;
            }
        }

        var moved = await pending;
        pending = null;
        return moved ? FeedEvent.Picture : FeedEvent.End;
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        if (pending is not null)
        {
            // The enumerator may be disposed only when it has answered.
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (pending is { IsCompletedSuccessfully: true, Result: true })
            {
                frames.Current.Dispose();
            }
        }

        await frames.DisposeAsync();
        leaving.Dispose();
    }
}
