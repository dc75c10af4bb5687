namespace EdgeAgent.Video;

/// <summary>
/// Sharp pictures of the main stream, taken only while somebody is in view: a connection that decodes key frames alone
/// is opened when asked for and closed when nobody has been in view for a while.
/// </summary>
public sealed partial class KeyFrames(IFrameSource mainStream, TimeProvider time, ILogger<KeyFrames> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    // The boxes of one moment are drawn on the picture of another: in longer, a walking person is elsewhere.
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(0.6);

    private readonly Lock holding = new();
    private Frame? latest;
    private long lastWanted;
    private StreamFailure? lastFailure;
    private CancellationTokenSource? stopping;
    private Task reading = Task.CompletedTask;

    /// <summary>Call for each picture of the sub stream.</summary>
    public async ValueTask FollowAsync(bool somebodyInView)
    {
        if (somebodyInView)
        {
            lastWanted = time.GetTimestamp();
            if (stopping is null)
            {
                stopping = new CancellationTokenSource();
                reading = ReadAsync(stopping.Token);
            }
        }
        else if (stopping is not null && time.GetElapsedTime(lastWanted) > Linger)
        {
            await StopAsync();
        }
    }

    /// <summary>A copy of the newest key frame if it was taken close to the moment, else null. Belongs to the caller.</summary>
    public Frame? TakeNear(DateTimeOffset at)
    {
        lock (holding)
        {
            return latest is not null && (at - latest.CapturedAt).Duration() <= Near ? latest.Copy() : null;
        }
    }

    /// <summary>Closes the connection and forgets the picture; whoever comes into view opens it anew.</summary>
    public async ValueTask StopAsync()
    {
        if (stopping is not null)
        {
            await stopping.CancelAsync();
            await reading;
            stopping.Dispose();
            stopping = null;
        }

        Hold(null);
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var wait = Retry;
            try
            {
                await foreach (var frame in mainStream.ReadAsync(cancellationToken))
                {
                    lastFailure = null;
                    Hold(frame);
                }
            }
            catch (StreamException error)
            {
                wait = error.RetryAfter ?? Retry;
                if (lastFailure != error.Reason)
                {
                    lastFailure = error.Reason;
                    LogFailed(error.Reason, error.Message);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Hold(Frame? frame)
    {
        lock (holding)
        {
            latest?.Dispose();
            latest = frame;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Main stream gives no key frames: {Reason} ({Message})")]
    private partial void LogFailed(StreamFailure reason, string message);
}
