using EdgeAgent.Evidence;
using EdgeAgent.Pipeline;
using EdgeAgent.Storage;
using EdgeAgent.Uplink;

namespace EdgeAgent.StatusPage;

/// <summary>Everything that the page shows. It only reads: nothing here can be changed through it.</summary>
/// <param name="Site">Name of the workshop, shown at the top.</param>
/// <param name="AgentVersion">E.g. <c>1.2.0</c>.</param>
/// <param name="StartedAt">When the agent started.</param>
/// <param name="Outbox">What is unsent; called for each request.</param>
/// <param name="Link">The connection to the broker; called for each request.</param>
/// <param name="EvidenceProblem">Why evidence cannot be written at present, or null; called for each request.</param>
public sealed record StatusSources(
    string Site,
    string AgentVersion,
    DateTimeOffset StartedAt,
    StatusBoard Board,
    LiveView Live,
    EvidenceStore Evidence,
    DiskSpace Disk,
    Func<OutboxFigures> Outbox,
    Func<LinkStatus> Link,
    Func<string?> EvidenceProblem,
    TimeProvider Time);
