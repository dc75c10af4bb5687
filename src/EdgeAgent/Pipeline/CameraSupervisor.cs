using EdgeAgent.Uplink;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>Keeps one camera watched: runs its pipeline, and when the source fails waits and runs it again, for ever.</summary>
internal sealed partial class CameraSupervisor(
    string camera,
    CameraPipeline pipeline,
    CameraMonitor monitor,
    bool endsWithClip,
    RetrySchedule retry,
    ILogger<CameraSupervisor> logger)
{
    private StreamFailure? lastFailure;

    /// <summary>Ends when a clip that does not loop has ended, or by cancellation.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var seen = monitor.Frames;
            try
            {
                await pipeline.RunOnceAsync(cancellationToken);
                if (endsWithClip)
                {
                    monitor.Finished();
                    return;
                }
            }
            catch (StreamException failure)
            {
                monitor.Failed(failure.Reason, failure.Message);
                LogFailure(failure);
            }

            if (monitor.Frames > seen)
            {
                retry.Reset();
                lastFailure = null;
            }

            await pipeline.WaitAsync(retry.NextDelay(), cancellationToken);
        }
    }

    // A camera that is off for a week fails thousands of times for the same reason.
    private void LogFailure(StreamException failure)
    {
        if (failure.Reason == lastFailure)
        {
            LogFailedAgain(camera, failure.Reason);
            return;
        }

        lastFailure = failure.Reason;
        LogFailed(camera, failure.Reason, failure.Message);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Camera {Camera}: {Reason} ({Message})")]
    private partial void LogFailed(string camera, StreamFailure reason, string message);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Camera {Camera}: {Reason}, still")]
    private partial void LogFailedAgain(string camera, StreamFailure reason);
}
