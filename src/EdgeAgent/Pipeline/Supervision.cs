using EdgeAgent.Cameras;
using EdgeAgent.Evidence;
using EdgeAgent.Rules;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Pipeline;

/// <summary>
/// Runs all cameras side by side. A camera that fails is its supervisor's business; anything else that goes wrong in one
/// of them ends the service, and with it the agent, with an error.
/// </summary>
public sealed partial class Supervision(
    PipelineSettings settings, CameraSurroundings shared, EvidenceStore store, MqttPublisher publisher, RefusedLogins refused) : BackgroundService
{
    private readonly CameraFactory factory = new(settings, shared);
    private readonly ILogger logger = shared.Loggers.CreateLogger<Supervision>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        shared.Board.StateChanged += Tell;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        try
        {
            await CloseOrphansAsync(stoppingToken);
            var running = settings.Cameras.Select(camera => RunAsync(camera, ending.Token)).ToList();
            while (running.Count > 0)
            {
                var ended = await Task.WhenAny(running);
                running.Remove(ended);
                await StopOthersOnErrorAsync(ended, running, ending);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped on purpose; open incidents stay open and are taken up at the next start.
            refused.Clear();
        }
        finally
        {
            shared.Recorder.Reports.Complete();
        }
    }

    private static async Task StopOthersOnErrorAsync(Task ended, List<Task> others, CancellationTokenSource ending)
    {
        try
        {
            await ended;
        }
        catch
        {
            await ending.CancelAsync();
            await Task.WhenAll(others).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async Task RunAsync(CameraOptions camera, CancellationToken cancellationToken)
    {
        await using var parts = factory.Create(camera);
        await parts.Pipeline.ResumeAsync(store.Open().Where(incident => incident.Camera == camera.Id), cancellationToken);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = parts.Supervisor.RunAsync(ending.Token);
        if (await Task.WhenAny(watching, parts.Recording.Broken) != watching)
        {
            await ending.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await parts.Recording.Broken;
        }

        await watching;
    }

    // A camera that was taken out of the configuration cannot end its incidents itself.
    private async Task CloseOrphansAsync(CancellationToken cancellationToken)
    {
        var cameras = settings.Cameras.Select(camera => camera.Id).ToHashSet();
        foreach (var incident in store.Open().Where(incident => !cameras.Contains(incident.Camera)))
        {
            var closed = incident with { Event = IncidentEvent.Closed, Revision = incident.Revision + 1 };
            await shared.Recorder.Reports.WriteAsync(new IncidentReport(closed, null), cancellationToken);
        }
    }

    private void Tell(CameraStatus camera)
    {
        publisher.SetCameraState(new CameraMessage(camera.Id, camera.Name, CameraWords.Of(camera.State), camera.Since, camera.Reason));
        if (camera.State == CameraState.Paused || camera.Reason is null)
        {
            LogState(camera.Id, camera.State);
        }
        else
        {
            LogProblem(camera.Id, camera.State, camera.Reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Camera {Camera}: {State}")]
    private partial void LogState(string camera, CameraState state);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Camera {Camera}: {State} ({Reason})")]
    private partial void LogProblem(string camera, CameraState state, string reason);
}
