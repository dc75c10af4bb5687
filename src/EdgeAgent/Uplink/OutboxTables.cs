using EdgeAgent.Storage;
using LiteDB;

namespace EdgeAgent.Uplink;

/// <summary>
/// The outbox in LiteDB. Rows are small: a picture stays the file it is. The place is the primary key, so whatever is to be
/// sent next is found without a search and no other index is needed.
/// </summary>
internal sealed class OutboxTables(AgentDatabase database)
{
    public ILiteCollection<OutboxRow> Waiting => database.Collection<OutboxRow>("outbox");

    public ILiteCollection<OutboxRow> SetAside => database.Collection<OutboxRow>("outbox_set_aside");

    /// <summary>Of each incident that is not closed, its newest event.</summary>
    public ILiteCollection<LatestRow> Latest => database.Collection<LatestRow>("outbox_latest");

    public ILiteCollection<PauseRow> Pause => database.Collection<PauseRow>("outbox_pause");

    public OutboxCounters Counters => database.Read(() => CounterRows.FindById(OutboxCounters.OnlyId)) ?? new OutboxCounters();

    private ILiteCollection<OutboxCounters> CounterRows => database.Collection<OutboxCounters>("outbox_counters");

    public void Keep(OutboxCounters counters) => CounterRows.Upsert(counters);

    /// <summary>Runs as <see cref="AgentDatabase.InTransactionOnReserve"/>.</summary>
    public void InTransactionOnReserve(Action writes) => database.InTransactionOnReserve(writes);

    /// <summary>Runs as <see cref="AgentDatabase.InTransaction(Action)"/>.</summary>
    public void InTransaction(Action writes) => database.InTransaction(writes);
}
