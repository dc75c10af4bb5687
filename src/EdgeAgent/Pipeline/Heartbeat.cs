using EdgeAgent.Storage;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Pipeline;

/// <summary>Tells the centre now and then that the box lives, and how it is.</summary>
public sealed class Heartbeat(
    UplinkOptions options,
    StatusBoard board,
    Outbox outbox,
    MqttPublisher publisher,
    DiskSpace disk,
    TimeProvider time) : BackgroundService
{
    private readonly DateTimeOffset started = time.GetUtcNow();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.HeartbeatSeconds), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await publisher.SendHeartbeatAsync(Compose(), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end.
        }
    }

    private HeartbeatMessage Compose()
    {
        var now = time.GetUtcNow();
        var figures = outbox.Figures();
        return new HeartbeatMessage(
            outbox.Boot.Id,
            now,
            (long)(now - started).TotalSeconds,
            new OutboxHeartbeat(
                figures.Count, figures.Oldest is { } oldest ? (long)(now - oldest).TotalSeconds : 0, figures.SetAside),
            [
                .. board.Cameras.Select(camera => new CameraHeartbeat(
                    camera.Id, CameraWords.Of(camera.State), Math.Round(camera.FramesPerSecond, 1), camera.LastFrame)),
            ],
            new DiskHeartbeat(disk.FreeBytes),
            new MemoryHeartbeat(Environment.WorkingSet),
            figures.LastSequence);
    }
}
