using EdgeAgent.Uplink;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>Keeps one camera watched: runs its pipeline, and when the source fails waits and runs it again, for ever.</summary>
internal sealed class CameraSupervisor(
    CameraPipeline pipeline,
    CameraMonitor monitor,
    bool endsWithClip,
    Random random,
    TimeProvider time)
{
    // "Back within 30 s of being back" leaves room for an attempt that hangs until its own limit of 10 s.
    private readonly RetrySchedule retry = new(new RetryOptions { FirstSeconds = 1, MaximumSeconds = 15 }, random);

    /// <summary>Ends when a clip that does not loop has ended, or by cancellation.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await pipeline.SitOutPauseAsync(cancellationToken);
            var failure = await TryRunAsync(cancellationToken);
            if (pipeline.IsPaused)
            {
                continue;
            }

            if (failure is null && endsWithClip)
            {
                monitor.Finished();
                return;
            }

            var wait = failure?.RetryAfter ?? retry.NextDelay();
            if (failure is not null)
            {
                monitor.Failed(failure.Reason, failure.Message, time.GetUtcNow() + wait);
            }

            await pipeline.WaitAsync(wait, cancellationToken);
        }
    }

    /// <returns>Why it ended; null when the source came to its end or a pause began.</returns>
    private async Task<StreamException?> TryRunAsync(CancellationToken cancellationToken)
    {
        var seen = monitor.Frames;
        StreamException? failure = null;
        try
        {
            await pipeline.RunOnceAsync(cancellationToken);
        }
        catch (StreamException error)
        {
            failure = error;
        }

        if (monitor.Frames > seen)
        {
            retry.Reset();
        }

        return failure;
    }
}
