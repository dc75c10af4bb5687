using EdgeAgent.Evidence;
using EdgeAgent.Storage;

namespace EdgeAgent.Uplink;

/// <summary>What has not yet been acknowledged by the broker, in order, on disk.</summary>
public sealed class Outbox(AgentDatabase database, TimeProvider time)
{
    /// <summary>Queues the event of the record's incident, and at its opening the thumbnail behind it; call inside a transaction.</summary>
    public void Enqueue(IncidentRecord record) => throw new NotImplementedException($"{database} {time} {record}");

    public OutboxFigures Figures() => throw new NotImplementedException();
}

/// <summary>How much is unsent.</summary>
/// <param name="Count">Messages waiting.</param>
/// <param name="Oldest">When the oldest of them was queued; null when nothing waits.</param>
/// <param name="SetAside">Messages that the broker refused for good.</param>
/// <param name="LastSequence">Number of the newest incident event ever queued; 0 before the first.</param>
public sealed record OutboxFigures(int Count, DateTimeOffset? Oldest, int SetAside, long LastSequence);
