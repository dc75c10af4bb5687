using EdgeAgent.Evidence;
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
    EvidenceRecorder recorder,
    EvidenceNotices notices,
    Recordings recordings,
    Retention retention,
    RemoteViewing viewing,
    Func<ClockState> clock,
    TimeProvider time,
    ILogger<Heartbeat> logger) : BackgroundService
{
    private readonly long started = time.GetTimestamp();
    private readonly LastKnown<OutboxFigures> figures = new(outbox.Figures, new(0, null, 0, 0));

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
            var told = notices.All;
            var wasConnected = publisher.Status.Connected;
            await publisher.SendHeartbeatAsync(Compose(told), cancellationToken);
            if (wasConnected && publisher.Status.Connected)
            {
                Note(told);
            }
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            LogSkipped(error.Message);
        }
    }

    private void Note(IReadOnlyList<EvidenceNotice> told)
    {
        try
        {
            notices.AreTold(told);
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            // It is told once more after a restart.
        }
    }

    private HeartbeatMessage Compose(IReadOnlyList<EvidenceNotice> losses)
    {
        var now = time.GetUtcNow();
        var queue = figures.Value;
        var link = publisher.Status;
        return new HeartbeatMessage(
            outbox.Boot.Id,
            now,
            (long)time.GetElapsedTime(started).TotalSeconds,
            new OutboxHeartbeat(
                queue.Count,
                queue.Oldest is { } oldest ? (long)Math.Max(0, (now - oldest).TotalSeconds) : 0,
                queue.SetAside,
                queue.Thumbnails,
                outbox.Pause.Until),
            [
                .. board.Cameras.Select(camera => new CameraHeartbeat(
                    camera.Id, CameraWords.Of(camera.State), Math.Round(camera.FramesPerSecond, 1), camera.LastFrame, camera.Since, camera.Reason, RecordingOf(camera.Id))),
            ],
            new DiskHeartbeat(disk.FreeBytes),
            new MemoryHeartbeat(Environment.WorkingSet),
            queue.LastSequence,
            Recorded(retention.Status),
            losses.LastOrDefault(notice => notice.Loss == EvidenceLoss.DatabaseDamaged) is { } damage ? new DatabaseHeartbeat(damage.Detail, damage.Reason ?? "") : null,
            Remote(),
            Clock(clock()),
            link.Broker is { } broker ? new BrokerHeartbeat(broker.Place, broker.Address) : null,
            link.Rival is { } rival ? new RivalHeartbeat(rival.Since, rival.Times) : null,
            EvidenceOf(recorder.Problem ?? figures.Problem, losses));
    }

    private static EvidenceHeartbeat? EvidenceOf(string? problem, IReadOnlyList<EvidenceNotice> losses) => problem is null && losses.Count == 0
        ? null
        : new([.. losses.Select(notice => new EvidenceLossHeartbeat(CameraWords.Of(notice.Loss), notice.At, notice.Detail))], problem);

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
