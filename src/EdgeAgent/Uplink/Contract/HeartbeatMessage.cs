using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using EdgeAgent.Cameras;

namespace EdgeAgent.Uplink.Contract;

/// <summary>Sign of life with the figures that tell whether the box is well.</summary>
/// <param name="BootId">Run of the agent.</param>
/// <param name="At">When it was sent, by the box's clock.</param>
/// <param name="UptimeSeconds">How long this run of the agent lasts.</param>
/// <param name="Cameras">All cameras of the site.</param>
/// <param name="LastSeq">Number of the newest incident event ever queued; 0 before the first.</param>
/// <param name="Recordings">The recordings that are kept, of all cameras; an older agent does not say.</param>
/// <param name="Database">Left out where it was not found damaged in the last week.</param>
/// <param name="Remote">Whether the centre may look, and what it is shown; an older agent does not say.</param>
/// <param name="Clock">The box's clock; an older agent does not say.</param>
/// <param name="Broker">Over which of its brokers the box reports; an older agent does not say.</param>
/// <param name="Rival">Left out where there is no sign of another box under this site's name.</param>
/// <param name="Evidence">Left out while evidence is written and nothing of it was lost in the last week.</param>
public sealed record HeartbeatMessage(
    string BootId,
    DateTimeOffset At,
    long UptimeSeconds,
    OutboxHeartbeat Outbox,
    IReadOnlyList<CameraHeartbeat> Cameras,
    DiskHeartbeat Disk,
    MemoryHeartbeat Memory,
    long LastSeq,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RecordingsHeartbeat? Recordings = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DatabaseHeartbeat? Database = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RemoteHeartbeat? Remote = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ClockHeartbeat? Clock = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BrokerHeartbeat? Broker = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RivalHeartbeat? Rival = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EvidenceHeartbeat? Evidence = null);

/// <summary>What is unsent.</summary>
/// <param name="Depth">Messages that wait.</param>
/// <param name="OldestSeconds">How long the oldest of them has waited; 0 when none does.</param>
/// <param name="SetAside">Messages that the broker refused for good and that are kept on the box.</param>
/// <param name="Thumbnails">How many of those that wait are thumbnails; an older agent does not say.</param>
/// <param name="PausedUntil">Incidents, their thumbnails and rectifications wait until then, because the owner has paused the reporting; left out where he has not.</param>
public sealed record OutboxHeartbeat(
    int Depth,
    long OldestSeconds,
    int SetAside,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Thumbnails = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? PausedUntil = null);

/// <summary>One camera.</summary>
/// <param name="Id">Id of the camera.</param>
/// <param name="State">One word, as in the camera's own message.</param>
/// <param name="Fps">Pictures worked on each second.</param>
/// <param name="LastFrame">Capture time of the last picture; null before the first.</param>
/// <param name="Since">Since when it is in this state; an older agent does not say.</param>
/// <param name="Reason">Why it is not watching, for people; left out while it is.</param>
/// <param name="Recording">Whether it is recorded; an older agent does not say.</param>
public sealed record CameraHeartbeat(
    [property: RegularExpression(CameraId.Pattern)] string Id,
    string State,
    double Fps,
    DateTimeOffset? LastFrame,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? Since = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CameraRecordingHeartbeat? Recording = null);

/// <summary>A database that was found damaged at the agent's start, and made anew from the chain of evidence.</summary>
/// <param name="Damaged">Name of the file that was set aside.</param>
/// <param name="Reason">What was found, for people.</param>
public sealed record DatabaseHeartbeat(string Damaged, string Reason);

/// <summary>The box's clock.</summary>
/// <param name="Sure">Whether it is believed.</param>
/// <param name="Synchronised">Whether it follows a time server; null where the system does not say.</param>
/// <param name="Since">Since when it is believed, or not.</param>
/// <param name="Offsets">The clocks of the cameras that tell theirs.</param>
/// <param name="LastJumpSeconds">How far it was set ahead the last time, negative where it was put back; left out where that was not since the agent's start.</param>
/// <param name="LastJumpAt">What it showed right after that.</param>
public sealed record ClockHeartbeat(
    bool Sure,
    bool? Synchronised,
    DateTimeOffset Since,
    IReadOnlyList<ClockOffset> Offsets,
    [property: Range(-1e12, 1e12), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? LastJumpSeconds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? LastJumpAt = null);

/// <summary>A camera's clock.</summary>
/// <param name="Camera">Id of the camera.</param>
/// <param name="Seconds">How far it is ahead of the box's; negative where it is behind.</param>
public sealed record ClockOffset(
    [property: RegularExpression(CameraId.Pattern)] string Camera, [property: Range(-1e12, 1e12)] double Seconds);

/// <summary>The broker over which the box reports.</summary>
/// <param name="Place">1 for the most preferred one of the box's configuration, 2 for its first fallback, and so on.</param>
/// <param name="Address">As the box's configuration has it; holds no login.</param>
public sealed record BrokerHeartbeat([property: Range(1, int.MaxValue)] int Place, string Address);

/// <summary>Another box that connects under this site's name, so that each ends the other's connection.</summary>
/// <param name="Since">When this box noticed it.</param>
/// <param name="Times">How often it has ended a connection of this box since then.</param>
public sealed record RivalHeartbeat(DateTimeOffset Since, [property: Range(1, int.MaxValue)] int Times);

/// <summary>What is wrong with the box's evidence.</summary>
/// <param name="Losses">What happened to it in the last week, oldest first.</param>
/// <param name="Problem">Why none can be written at present, for people; left out while it can.</param>
public sealed record EvidenceHeartbeat(
    IReadOnlyList<EvidenceLossHeartbeat> Losses, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Problem = null);

/// <summary>Something that happened to the box's evidence.</summary>
/// <param name="Loss">databaseDamaged, rowsMissing, recordsMissing or keyReplaced; others may come.</param>
/// <param name="At">When it was found, by the box's clock.</param>
/// <param name="Detail">The file that was set aside, the numbers of the records, or the fingerprint of the new key.</param>
public sealed record EvidenceLossHeartbeat(string Loss, DateTimeOffset At, string Detail);

/// <summary>The disk that holds evidence and queue.</summary>
/// <param name="FreeBytes">Free space on it.</param>
public sealed record DiskHeartbeat(long FreeBytes);

/// <summary>The agent's own process.</summary>
/// <param name="Bytes">Working set.</param>
public sealed record MemoryHeartbeat(long Bytes);

/// <summary>Whether a camera is recorded.</summary>
/// <param name="State">recording, connecting, noStream, diskFull, diskFails or off; others may come.</param>
/// <param name="Reason">Why it is not recorded, for people; left out while it is.</param>
/// <param name="LostSeconds">How much came from the camera that should have been recorded and was not, since the agent's start.</param>
public sealed record CameraRecordingHeartbeat(
    string State, long LostSeconds, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null);

/// <summary>The recordings that are kept, of all cameras.</summary>
/// <param name="Bytes">Their size.</param>
/// <param name="Oldest">Start of the oldest; null where there is none.</param>
/// <param name="GivenUpSeconds">How much was deleted before its days were over because the disk does not hold it, since the agent's start.</param>
public sealed record RecordingsHeartbeat(long Bytes, DateTimeOffset? Oldest, long GivenUpSeconds);

/// <summary>What the centre may see and sees.</summary>
/// <param name="PausedUntil">Until when the owner has paused remote viewing; null where it is not paused.</param>
/// <param name="Viewing">What is being shown to the centre; null where nothing is.</param>
public sealed record RemoteHeartbeat(DateTimeOffset? PausedUntil, ViewingHeartbeat? Viewing);

/// <summary>A camera that is being shown to the centre.</summary>
/// <param name="Command">Name of the command that asked for it.</param>
/// <param name="RequestId">Of that command.</param>
/// <param name="Camera">Id of the camera.</param>
/// <param name="Until">When it ends at the latest.</param>
public sealed record ViewingHeartbeat(
    string Command,
    [property: RegularExpression(CommandMessage.RequestIdPattern)] string RequestId,
    [property: RegularExpression(CameraId.Pattern)] string Camera,
    DateTimeOffset Until);
