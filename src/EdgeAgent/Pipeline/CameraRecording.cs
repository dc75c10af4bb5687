using EdgeAgent.Recording;
using EdgeAgent.Uplink;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>
/// Keeps one camera's streams open for as long as they are to be recorded, somebody looks, or somebody is in view of whom
/// a sharp picture may be wanted; whatever becomes of the pictures that are watched.
/// </summary>
internal sealed partial class CameraRecording(string camera, CameraStreams streams, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private const long Never = long.MinValue;

    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.5);

    private readonly TaskCompletionSource broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? stopping;
    private Task running = Task.CompletedTask;
    private long inView = Never;

    /// <summary>Fails when something goes wrong that no stream and no disk explains; never ends otherwise.</summary>
    public Task Broken => broken.Task;

    public bool IsRunning => stopping is not null;

    /// <summary>Does nothing where it runs already.</summary>
    public void Start()
    {
        if (stopping is null)
        {
            stopping = new CancellationTokenSource();
            running = Task.WhenAll(streams.All.Select(stream => KeepAsync(stream, stopping.Token)));
        }
    }

    public async ValueTask StopAsync()
    {
        if (stopping is not null)
        {
            await stopping.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stopping.Dispose();
            stopping = null;
        }
    }

    /// <summary>Call for each picture of the sub stream.</summary>
    public void Follow(bool somebodyInView)
    {
        if (somebodyInView)
        {
            Volatile.Write(ref inView, time.GetTimestamp());
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task KeepAsync(StreamRecorder stream, CancellationToken cancellationToken)
    {
        var retry = new RetrySchedule(new RetryOptions { FirstSeconds = 1, MaximumSeconds = 15 }, Random.Shared);
        StreamFailure? told = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            var wait = Look;
            if (IsWanted(stream))
            {
                var began = time.GetTimestamp();
                var failure = await TryRunAsync(stream, cancellationToken);
                if (time.GetElapsedTime(began) > Linger)
                {
                    retry.Reset();
                    told = null;
                }

                if (failure is not null && failure.Reason != told)
                {
                    LogFailed(camera, stream.Role, failure.Reason, failure.Message);
                    told = failure.Reason;
                }

                wait = failure is null ? Look : failure.RetryAfter ?? retry.NextDelay();
            }

            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<StreamException?> TryRunAsync(StreamRecorder stream, CancellationToken cancellationToken)
    {
        try
        {
            await stream.RunOnceAsync(() => IsWanted(stream), cancellationToken);
            return null;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (StreamException error)
        {
            return error;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new StreamException(StreamFailure.Unknown, error.Message);
        }
        catch (Exception error)
        {
            broken.TrySetException(error);
            throw;
        }
    }

    private bool IsWanted(StreamRecorder stream) => streams.Records(stream) || stream.Live.IsWatched || (stream == streams.Main && IsSomebodyInView);

    private bool IsSomebodyInView => Volatile.Read(ref inView) is var last and not Never && time.GetElapsedTime(last) < Linger;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Camera {Camera}: the {Stream} stream cannot be recorded or shown: {Reason} ({Message})")]
    private partial void LogFailed(string camera, Cameras.StreamRole stream, StreamFailure reason, string message);
}
