using EdgeAgent.Configuration;
using EdgeAgent.Pipeline;
using EdgeAgent.Storage;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Hosting;

/// <summary>Why the agent waits, and what it tells the centre of it.</summary>
internal sealed class WaitingState(AgentOptions options, TimeProvider time)
{
    private readonly long started = time.GetTimestamp();
    private readonly DateTimeOffset since = time.GetUtcNow();
    private volatile string problem = "";

    public string Problem
    {
        get => problem;
        set => problem = value;
    }

    /// <summary>Of the outbox nothing is known: its figures are 0.</summary>
    public WaitingReport Report(Boot boot)
    {
        var state = CameraWords.Of(CameraState.Failed);
        var heartbeat = new HeartbeatMessage(
            boot.Id,
            time.GetUtcNow(),
            (long)time.GetElapsedTime(started).TotalSeconds,
            new OutboxHeartbeat(0, 0, 0),
            [.. options.Cameras.Select(camera => new CameraHeartbeat(camera.Id, state, 0, null, since, Problem))],
            new DiskHeartbeat(FreeBytes()),
            new MemoryHeartbeat(Environment.WorkingSet),
            0,
            Evidence: new EvidenceHeartbeat([], Problem));
        return new WaitingReport(heartbeat, [.. options.Cameras.Select(camera => new CameraMessage(camera.Id, camera.Name, state, since, Problem))]);
    }

    private long FreeBytes()
    {
        try
        {
            return new DiskSpace(options.Storage.Folder, 0).FreeBytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
