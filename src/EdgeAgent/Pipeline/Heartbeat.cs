using EdgeAgent.Recording;
using EdgeAgent.Storage;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Pipeline;

/// <summary>Tells the centre now and then that the box lives, and how it is.</summary>
public sealed partial class Heartbeat(
    UplinkOptions options,
    StatusBoard board,
    Outbox outbox,
    MqttPublisher publisher,
    DiskSpace disk,
    AgentDatabase database,
    Recordings recordings,
    Retention retention,
    RemoteViewing viewing,
    Func<ClockState> clock,
    TimeProvider time,
    ILogger<Heartbeat> logger) : BackgroundService
{
    private readonly long started = time.GetTimestamp();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.HeartbeatSeconds), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await BeatAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end.
        }
    }

    /// <summary>One more, at once.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            await publisher.SendHeartbeatAsync(Compose(), cancellationToken);
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            LogSkipped(error.Message);
        }
    }

    private HeartbeatMessage Compose()
    {
        var now = time.GetUtcNow();
        var figures = outbox.Figures();
        var link = publisher.Status;
        return new HeartbeatMessage(
            outbox.Boot.Id,
            now,
            (long)time.GetElapsedTime(started).TotalSeconds,
            new OutboxHeartbeat(
                figures.Count,
                figures.Oldest is { } oldest ? (long)Math.Max(0, (now - oldest).TotalSeconds) : 0,
                figures.SetAside,
                figures.Thumbnails,
                outbox.Pause.Until),
            [
                .. board.Cameras.Select(camera => new CameraHeartbeat(
                    camera.Id, CameraWords.Of(camera.State), Math.Round(camera.FramesPerSecond, 1), camera.LastFrame, camera.Since, camera.Reason, RecordingOf(camera.Id))),
            ],
            new DiskHeartbeat(disk.FreeBytes),
            new MemoryHeartbeat(Environment.WorkingSet),
            figures.LastSequence,
            Recorded(retention.Status),
            database.Damage is { } damage ? new DatabaseHeartbeat(Path.GetFileName(damage.SetAside), damage.Reason) : null,
            Remote(),
            Clock(clock()),
            link.Broker is { } broker ? new BrokerHeartbeat(broker.Place, broker.Address) : null,
            link.Rival is { } rival ? new RivalHeartbeat(rival.Since, rival.Times) : null);
    }

    private RemoteHeartbeat Remote() => new(
        viewing.PausedUntil,
        viewing.Viewing is { } view ? new ViewingHeartbeat(view.Command, view.RequestId, view.Camera, view.Until) : null);

    private CameraRecordingHeartbeat RecordingOf(string camera)
    {
        var state = recordings.StateOf(camera);
        return new CameraRecordingHeartbeat(CameraWords.Of(state.Activity), (long)state.Lost.TotalSeconds, state.Reason);
    }

    private static ClockHeartbeat Clock(ClockState state) => new(
        state.IsSure,
        state.IsSynchronised,
        state.Since,
        [.. state.Cameras.Select(camera => new ClockOffset(camera.Camera, Math.Round(camera.Ahead.TotalSeconds)))],
        state.LastJump?.By.TotalSeconds,
        state.LastJump?.To);

    private static RecordingsHeartbeat Recorded(RetentionStatus kept) =>
        new(kept.Bytes, kept.Oldest, (long)kept.GivenUpEarly.Values.Sum(time => time.TotalSeconds));

    [LoggerMessage(Level = LogLevel.Warning, Message = "No heartbeat this time: {Problem}")]
    private partial void LogSkipped(string problem);
}
