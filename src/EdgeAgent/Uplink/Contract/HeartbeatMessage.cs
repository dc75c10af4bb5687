using System.Text.Json.Serialization;

namespace EdgeAgent.Uplink.Contract;

/// <summary>Sign of life with the figures that tell whether the box is well.</summary>
/// <param name="At">When it was sent, by the box's clock.</param>
/// <param name="UptimeSeconds">Of the agent.</param>
/// <param name="LastSeq">Number of the newest incident event ever queued; 0 before the first.</param>
public sealed record HeartbeatMessage(
    string BootId,
    DateTimeOffset At,
    long UptimeSeconds,
    OutboxHeartbeat Outbox,
    IReadOnlyList<CameraHeartbeat> Cameras,
    DiskHeartbeat Disk,
    MemoryHeartbeat Memory,
    long LastSeq);

/// <summary>What is unsent.</summary>
/// <param name="Depth">Messages that wait.</param>
/// <param name="OldestSeconds">How long the oldest of them has waited; 0 when none does.</param>
/// <param name="SetAside">Messages that the broker refused for good, since the installation.</param>
public sealed record OutboxHeartbeat(int Depth, long OldestSeconds, int SetAside);

/// <summary>One camera.</summary>
/// <param name="State">As in <see cref="CameraMessage.State"/>.</param>
/// <param name="Fps">Pictures worked on each second.</param>
/// <param name="LastFrame">Capture time of the last picture; null before the first.</param>
/// <param name="Since">Since when it is in this state; an older agent does not say.</param>
/// <param name="Reason">As in <see cref="CameraMessage.Reason"/>.</param>
public sealed record CameraHeartbeat(
    string Id,
    string State,
    double Fps,
    DateTimeOffset? LastFrame,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? Since = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null);

/// <summary>The disk that holds evidence and queue.</summary>
public sealed record DiskHeartbeat(long FreeBytes);

/// <summary>The agent's own process.</summary>
/// <param name="Bytes">Working set.</param>
public sealed record MemoryHeartbeat(long Bytes);
