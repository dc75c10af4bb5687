using EdgeAgent.Pipeline;
using EdgeAgent.Uplink.Commands;
using EdgeAgent.Video;
using EdgeAgent.Video.Push;

namespace EdgeAgent.Remote.Push;

/// <summary>
/// Pushes one video at a time to a media server, and ends it when its time is over, when a command says so, when the owner
/// pauses remote viewing or the camera, and when the agent stops.
/// </summary>
public sealed partial class PushDesk(
    MediaServers servers, MediaPush push, RemoteViewing viewing, StatusBoard board, TimeProvider time, ILogger<PushDesk> logger)
{
    // To connect, and for a link that falls behind.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly Lock access = new();
    private CancellationTokenSource? running;

    /// <summary>Ends what is being pushed.</summary>
    /// <returns>Whether anything was.</returns>
    public bool Stop()
    {
        lock (access)
        {
            running?.Cancel();
            return running is not null;
        }
    }

    /// <exception cref="CommandRefusedException">It cannot be an address, or is not on the list.</exception>
    internal PushDestination Demand(string address, string? user, string? password)
    {
        var (read, problem) = MediaAddress.Read(address);
        if (read is null)
        {
            throw new CommandRefusedException($"address {problem}");
        }

        var server = servers.Find(read, out var refusal) ?? throw new CommandRefusedException(refusal!);
        var (target, unfit) = PushTarget.Of(read, user, password);
        return new PushDestination(server, target ?? throw new CommandRefusedException(unfit!));
    }

    internal async Task<CommandAnswer> PushAsync(CommandRequest request, PushJob job, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var limit = job.Length + Margin;
        using var look = viewing.TryBegin(new RemoteView(request.Name, request.RequestId, job.Camera, now, now + limit), out var refusal);
        if (look is null)
        {
            return CommandAnswer.Refused(refusal!);
        }

        using var stop = new CancellationTokenSource();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(look.Paused, cancellationToken);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, cut.Token);
        board.StateChanged += CutWhenPaused;
        Begin(stop);
        try
        {
            // The camera may have been paused a moment before anybody listened for it.
            if (viewing.WhyNot(job.Camera) is { } paused)
            {
                return CommandAnswer.Refused(paused);
            }

            LogBegins(request.Name, request.RequestId, job.Camera, job.To.Server);
            var pushed = await job.Show(new PushRun(
                (isPaced, feed) => push.RunAsync(job.To.Target, isPaced, feed, limit, stop.Token, cut.Token), ending.Token));
            return CommandAnswer.Done(pushed, stop.IsCancellationRequested ? "ended by a command" : null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return CommandAnswer.Failed(
                stop.IsCancellationRequested ? "ended by a command before anything was pushed" : viewing.WhyNot(job.Camera) ?? "the owner has paused it");
        }
        catch (Exception error) when (error is StreamException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return CommandAnswer.Failed(error.Message);
        }
        finally
        {
            Begin(null);
            board.StateChanged -= CutWhenPaused;
        }

        void CutWhenPaused(CameraStatus camera)
        {
            if (camera.Id != job.Camera || camera.State != CameraState.Paused)
            {
                return;
            }

            lock (access)
            {
                // Told on another thread, perhaps a moment after the end.
                if (running == stop)
                {
                    cut.Cancel();
                }
            }
        }
    }

    private void Begin(CancellationTokenSource? stop)
    {
        lock (access)
        {
            running = stop;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Command {Command} {RequestId}: {Camera} is pushed to {Server}")]
    private partial void LogBegins(string command, string requestId, string camera, string server);
}
