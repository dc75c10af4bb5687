using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Uplink.Contract;
using LiteDB;

namespace EdgeAgent.Uplink;

/// <summary>
/// What has not yet been acknowledged by the broker, in order, on disk. A row is small: a picture stays the file it is.
/// The position is the primary key, so the oldest row is found without a search and no other index is needed.
/// </summary>
public sealed class Outbox
{
    private readonly AgentDatabase database;
    private readonly EvidenceJournal journal;
    private readonly DeliveredLog delivered;
    private readonly SteadyTime time;
    private Func<long, string, bool>? wasDelivered;

    public Outbox(AgentDatabase database, EvidenceJournal journal, DeliveredLog delivered, SteadyTime time)
    {
        this.journal = journal;
        this.delivered = delivered;
        journal.Keep<IncidentEntry>(RecordKind.Incident, Enqueue);
        journal.Keep<BeginEntry>(RecordKind.Begin, (entry, _) => GoOnBehind(entry.Seq));
        this.database = database;
        this.time = time;
        Boot = Boot.At(time.GetUtcNow());
    }

    /// <summary>The run of the agent that queues.</summary>
    public Boot Boot { get; }

    /// <summary>Rung when there is work for the publisher.</summary>
    internal Bell Bell { get; } = new();

    private ILiteCollection<OutboxRow> Waiting => database.Collection<OutboxRow>("outbox");

    private ILiteCollection<OutboxRow> Refused => database.Collection<OutboxRow>("outbox_set_aside");

    private ILiteCollection<OutboxCounters> CounterRows => database.Collection<OutboxCounters>("outbox_counters");

    /// <summary>Gives the event of the record's incident its number, with which it is queued when it is written.</summary>
    internal IncidentEntry Number(IncidentRecord record)
    {
        wasDelivered = null; // nothing is caught up on any more
        return new(Counters().LastSeq + 1, Boot.Id, IncidentRow.From(record));
    }

    /// <summary>Has the chain of evidence know how far the numbers had got before it; call once all is caught up.</summary>
    /// <exception cref="IOException">It did not reach the disk.</exception>
    public void TakeOver() => journal.Write(
        RecordKind.Begin, () => journal.Head.Number == 0 && Counters().LastSeq is var last && last > 0 ? new BeginEntry(last) : null);

    private void GoOnBehind(long seq)
    {
        var counter = Counters();
        counter.LastSeq = Math.Max(counter.LastSeq, seq);
        CounterRows.Upsert(counter);
    }

    // The event, and at its opening the thumbnail behind it.
    private void Enqueue(IncidentEntry entry, ChainRecord evidence)
    {
        var record = entry.Incident.ToRecord();
        var incident = record.Incident;
        var counter = Counters();
        counter.LastSeq = Math.Max(counter.LastSeq, entry.Seq);
        Append(counter, new OutboxRow
        {
            Incident = incident.Id,
            Record = evidence.Hash,
            Event = new EventRow
            {
                Revision = incident.Revision,
                Seq = entry.Seq,
                BootId = entry.BootId,
                SeenAt = incident.LastSeen.UtcDateTime,
                ClockSure = incident.IsClockSure,
                Data = ContractJson.Write(IncidentData.From(incident, record.Thumbnail, EvidenceData.Of(evidence))),
            },
        });
        if (incident.Event == IncidentEvent.Opened && record.Thumbnail is { } thumbnail)
        {
            Append(counter, new OutboxRow { Incident = incident.Id, Record = evidence.Hash, Thumbnail = PictureRow.From(thumbnail) });
        }

        CounterRows.Upsert(counter);
    }

    /// <summary>Wakes the publisher; call when an incident is on disk.</summary>
    public void Notify() => Bell.Ring();

    public OutboxFigures Figures()
    {
        var counter = Counters();
        DateTimeOffset? oldest = Oldest() is { } row ? time.OnClock(QueuedAt(row)) : null;
        return new OutboxFigures(counter.Waiting, oldest, counter.SetAside, counter.LastSeq);
    }

    /// <summary>Ids of the incidents of which something waits or was refused for good.</summary>
    public IReadOnlySet<string> UndeliveredIncidents() =>
        new[] { Waiting, Refused }.SelectMany(rows => rows.Query().Select(row => row.Incident).ToEnumerable()).ToHashSet();

    /// <summary>The oldest waiting message, which stays; null when nothing waits.</summary>
    /// <param name="behind">Only what has a higher place counts.</param>
    internal OutboxMessage? Peek(long behind = 0) => Oldest(behind)?.ToMessage();

    /// <summary>Place of the newest message ever queued; whatever comes later has a higher one.</summary>
    internal long LastPosition() => Counters().LastPosition;

    /// <summary>Ends the waiting of a message that the broker has acknowledged.</summary>
    internal void Remove(OutboxMessage message)
    {
        OutboxRow? taken = null;
        database.InTransactionOnReserve(() =>
        {
            taken = Waiting.FindById(message.Position);
            Take(message, 0);
        });
        if (taken is not null)
        {
            delivered.Add(taken.Id, taken.Record);
        }
    }

    /// <summary>Ends the waiting of a message that can never be sent, and keeps it with the reason.</summary>
    internal void SetAside(OutboxMessage message, string reason) => database.InTransactionOnReserve(() =>
    {
        if (Waiting.FindById(message.Position) is { } row && Take(message, 1))
        {
            row.Refusal = reason;
            row.RefusedAt = time.OnClock(time.GetUtcNow()).UtcDateTime;
            Refused.Upsert(row);
        }
    });

    private void Append(OutboxCounters counter, OutboxRow row)
    {
        row.Id = ++counter.LastPosition;
        if (journal.IsCatchingUp && (wasDelivered ??= delivered.Read())(row.Id, row.Record))
        {
            return;
        }

        row.QueuedAt = time.GetUtcNow().UtcDateTime;
        Waiting.Insert(row);
        counter.Waiting++;
    }

    private bool Take(OutboxMessage message, int asideBy)
    {
        if (!Waiting.Delete(message.Position))
        {
            return false;
        }

        var counter = Counters();
        counter.Waiting--;
        counter.SetAside += asideBy;
        return CounterRows.Update(counter);
    }

    // A run whose clock had never been set says nothing by it.
    private DateTimeOffset QueuedAt(OutboxRow row) =>
        new DateTimeOffset(row.QueuedAt.ToUniversalTime()) is var at && (SystemClock.IsPlausible(at) || at >= Boot.Since) ? at : Boot.Since;

    private OutboxRow? Oldest(long behind = 0) => Waiting.Query().Where(row => row.Id > behind).OrderBy(row => row.Id).Limit(1).FirstOrDefault();

    private OutboxCounters Counters() => CounterRows.FindById(OutboxCounters.OnlyId) ?? new OutboxCounters();
}

/// <summary>How much is unsent.</summary>
/// <param name="Count">Messages waiting.</param>
/// <param name="Oldest">When the oldest of them was queued; null when nothing waits.</param>
/// <param name="SetAside">Messages that the broker refused for good.</param>
/// <param name="LastSequence">Number of the newest incident event ever queued; 0 before the first.</param>
public sealed record OutboxFigures(int Count, DateTimeOffset? Oldest, int SetAside, long LastSequence);
