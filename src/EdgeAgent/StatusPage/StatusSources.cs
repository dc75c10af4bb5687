using EdgeAgent.Detection.Teaching;
using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Exports;
using EdgeAgent.Pipeline;
using EdgeAgent.Recording;
using EdgeAgent.Storage;
using EdgeAgent.Uplink;

namespace EdgeAgent.StatusPage;

/// <summary>Everything that the page shows. Only controls, exports, verdicts, rectifications, enrolment, remote viewing and the queue change anything.</summary>
/// <param name="Site">Name of the workshop, shown at the top.</param>
/// <param name="AgentVersion">E.g. <c>1.2.0</c>.</param>
/// <param name="StartedAt">When the agent started.</param>
/// <param name="Outbox">What is unsent; called for each request.</param>
/// <param name="Link">The connection to the broker; called for each request.</param>
/// <param name="EvidenceProblem">Why evidence cannot be written at present, or null; called for each request.</param>
/// <param name="Clock">The box's clock; called for each request.</param>
public sealed record StatusSources(
    string Site,
    string AgentVersion,
    DateTimeOffset StartedAt,
    StatusBoard Board,
    LiveView Live,
    CameraControls Controls,
    EvidenceStore Evidence,
    ExportDesk Exports,
    VerdictDesk Verdicts,
    RectificationDesk Rectifications,
    EnrolmentSources Enrolment,
    CoverageLedger Coverage,
    Recordings Recordings,
    DiskSpace Disk,
    Func<OutboxFigures> Outbox,
    Func<LinkStatus> Link,
    Func<string?> EvidenceProblem,
    RecordingSources Recording,
    Func<ClockState> Clock,
    TimeProvider Time)
{
    /// <summary>What is unsent, to be paused, and to be sent again where it was set aside.</summary>
    public required Outbox Queue { get; init; }

    /// <summary>What happened to the evidence of late; called for each request.</summary>
    public Func<IReadOnlyList<EvidenceNotice>> Losses { get; init; } = () => [];

    /// <summary>What the centre asks and sees.</summary>
    public required RemoteSources Remote { get; init; }

    /// <summary>How much of what the detector gave could not be read; called for each request.</summary>
    public Func<long> Unreadable { get; init; } = () => 0;

    /// <summary>The last configuration that the centre has set, or null; called for each request.</summary>
    public Func<CentralChange?> CentralChange { get; init; } = () => null;
}

/// <summary>What can be taught on site.</summary>
/// <param name="Needed">The heads that any rule needs.</param>
public sealed record EnrolmentSources(Enrolment Enrolment, CropShelf Shelf, IReadOnlyCollection<string> Needed)
{
    /// <summary>Heads that are needed and that judge nothing until they are taught.</summary>
    public IReadOnlyList<string> Untaught =>
        [.. TeachableHead.All.Where(head => head.IsNothingUntaught && Needed.Contains(head.Name) && Enrolment.Heads.Find(head.Name) is null).Select(head => head.Name)];
}

/// <summary>The recordings; called for each request.</summary>
/// <param name="StateOf">By the camera's id.</param>
public sealed record RecordingSources(Func<string, RecordingState> StateOf, Func<RetentionStatus> Retention);
