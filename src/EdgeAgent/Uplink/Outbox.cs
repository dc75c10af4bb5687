using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Uplink;

/// <summary>What has not yet been acknowledged by the broker, in order, on disk: as much as the disk holds.</summary>
public sealed class Outbox
{
    private readonly OutboxTables tables;
    private readonly EvidenceJournal journal;
    private readonly DeliveredLog delivered;
    private readonly SteadyTime time;
    private Func<long, string, bool>? wasDelivered;
    private long news;

    public Outbox(AgentDatabase database, EvidenceJournal journal, DeliveredLog delivered, SteadyTime time, ILogger<Outbox> log)
    {
        this.journal = journal;
        this.delivered = delivered;
        journal.Keep<IncidentEntry>(RecordKind.Incident, Enqueue);
        journal.Keep<RectificationEntry>(RecordKind.Rectification, Enqueue);
        journal.Keep<BeginEntry>(RecordKind.Begin, (entry, _) => GoOnBehind(entry.Seq));
        tables = new OutboxTables(database);
        this.time = time;
        Boot = Boot.At(time.GetUtcNow());
        SetAside = new SetAsideMessages(tables, time, Notify);
        Pause = new OutboxPause(tables, time, Notify, log);
    }

    /// <summary>The run of the agent that queues.</summary>
    public Boot Boot { get; }

    /// <summary>What the broker refused for good.</summary>
    public SetAsideMessages SetAside { get; }

    /// <summary>Whether its owner wants it to wait.</summary>
    public OutboxPause Pause { get; }

    /// <summary>Rung when there is work for the publisher.</summary>
    internal Bell Bell { get; } = new();

    /// <summary>Changes whenever something is on disk that was not there before.</summary>
    internal long News => Volatile.Read(ref news);

    /// <summary>Gives the event of the record's incident its number, with which it is queued when it is written.</summary>
    internal IncidentEntry Number(IncidentRecord record)
    {
        wasDelivered = null; // nothing is caught up on any more
        return new(tables.Counters.LastSeq + 1, Boot.Id, IncidentRow.From(record));
    }

    /// <summary>Has the chain of evidence know how far the numbers had got before it; call once all is caught up.</summary>
    /// <exception cref="IOException">It did not reach the disk.</exception>
    public void TakeOver() => journal.Write(
        RecordKind.Begin, () => journal.Head.Number == 0 && tables.Counters.LastSeq is var last && last > 0 ? new BeginEntry(last) : null);

    /// <summary>Wakes the publisher; call when an incident is on disk.</summary>
    public void Notify()
    {
        Interlocked.Increment(ref news);
        Bell.Ring();
    }

    public OutboxFigures Figures()
    {
        var counters = tables.Counters;
        var oldest = new[] { Rows(0, OutboxPlace.Thumbnails, 1), Rows(OutboxPlace.Thumbnails, OutboxPlace.Last, 1) }
            .SelectMany(rows => rows.Select(row => (DateTimeOffset?)time.OnClock(QueuedAt(row)))).Min();
        return new OutboxFigures(counters.Waiting, oldest, counters.SetAside, counters.LastSeq, counters.WaitingThumbnails);
    }

    /// <summary>Ids of the incidents of which something waits or was refused for good.</summary>
    public IReadOnlySet<string> UndeliveredIncidents() =>
        new[] { tables.Waiting, tables.SetAside }.SelectMany(rows => rows.Query().Select(row => row.Incident).ToEnumerable()).ToHashSet();

    /// <summary>The first waiting messages of a range of places, in their order; they stay.</summary>
    /// <param name="behind">Below the range.</param>
    /// <param name="upTo">The last place of the range.</param>
    internal IReadOnlyList<OutboxMessage> Read(long behind, long upTo, int atMost) =>
        [.. Rows(behind, upTo, atMost).Select(row => row.ToMessage())];

    /// <summary>The message that waits at a place, or null.</summary>
    internal OutboxMessage? Find(long place) => tables.Waiting.FindById(place)?.ToMessage();

    /// <summary>Number of the newest message ever queued; whatever comes later has a higher one.</summary>
    internal long LastNumber() => tables.Counters.LastPosition;

    /// <summary>Ends the waiting of messages that the broker has acknowledged: of all or, where the disk fails, of none.</summary>
    internal void Remove(IReadOnlyCollection<OutboxMessage> messages)
    {
        tables.InTransactionOnReserve(() =>
        {
            var (counters, waiting) = (tables.Counters, tables.Waiting);
            foreach (var message in messages.Where(message => waiting.Delete(message.Place)))
            {
                counters.CountWaiting(message.Place, -1);
            }

            tables.Keep(counters);
        });
        delivered.Add(messages.Select(message => (OutboxPlace.NumberOf(message.Place), message.Record)));
    }

    private void GoOnBehind(long seq)
    {
        var counters = tables.Counters;
        counters.LastSeq = Math.Max(counters.LastSeq, seq);
        tables.Keep(counters);
    }

    // The event, and at its opening the thumbnail.
    private void Enqueue(IncidentEntry entry, ChainRecord evidence)
    {
        var record = entry.Incident.ToRecord();
        var incident = record.Incident;
        var counters = tables.Counters;
        counters.LastSeq = Math.Max(counters.LastSeq, entry.Seq);
        var row = new OutboxRow
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
                Previous = incident.Revision == 0 ? 0 : LatestOf(incident.Id),
            },
        };
        Append(counters, row);
        KeepLatest(incident, row.Id);
        if (incident.Event == IncidentEvent.Opened && record.Thumbnail is { } thumbnail)
        {
            Append(counters, new OutboxRow { Incident = incident.Id, Record = evidence.Hash, Thumbnail = PictureRow.From(thumbnail) });
        }

        tables.Keep(counters);
    }

    private void Enqueue(RectificationEntry entry, ChainRecord evidence)
    {
        var counters = tables.Counters;
        var message = RectificationMessage.From(entry.Incident, entry.Rectification.ToRectification(), evidence);
        Append(counters, new OutboxRow { Incident = entry.Incident, Record = evidence.Hash, Rectification = new AnswerRow { Body = ContractJson.Write(message), Previous = LatestOf(entry.Incident) } });
        tables.Keep(counters);
    }

    private long LatestOf(string incident) => tables.Latest.FindById(incident)?.Place ?? NewestWaiting(incident);

    // Of an incident that is closed, or that a version had begun which did not keep the latest.
    private long NewestWaiting(string incident) =>
        tables.Waiting.Query().Where(row => row.Incident == incident && row.Event != null).OrderByDescending(row => row.Id).Limit(1).FirstOrDefault()?.Id ?? 0;

    private void KeepLatest(Incident incident, long place)
    {
        if (incident.Event == IncidentEvent.Closed)
        {
            tables.Latest.Delete(incident.Id);
        }
        else
        {
            tables.Latest.Upsert(new LatestRow { Id = incident.Id, Place = place });
        }
    }

    private void Append(OutboxCounters counters, OutboxRow row)
    {
        var number = ++counters.LastPosition;
        row.Id = row.Thumbnail is null ? number : OutboxPlace.Thumbnails + number;
        if (journal.IsCatchingUp && (wasDelivered ??= delivered.Read())(number, row.Record))
        {
            return;
        }

        row.QueuedAt = time.GetUtcNow().UtcDateTime;
        tables.Waiting.Insert(row);
        counters.CountWaiting(row.Id, 1);
    }

    private List<OutboxRow> Rows(long behind, long upTo, int atMost) =>
        tables.Waiting.Between(behind, upTo).OrderBy(row => row.Id).Limit(atMost).ToList();

    // A run whose clock had never been set says nothing by it.
    private DateTimeOffset QueuedAt(OutboxRow row) =>
        new DateTimeOffset(row.QueuedAt.ToUniversalTime()) is var at && (SystemClock.IsPlausible(at) || at >= Boot.Since) ? at : Boot.Since;
}

/// <summary>How much is unsent.</summary>
/// <param name="Count">Messages waiting.</param>
/// <param name="Oldest">When the oldest of them was queued; null when nothing waits.</param>
/// <param name="SetAside">Messages that the broker refused for good.</param>
/// <param name="LastSequence">Number of the newest incident event ever queued; 0 before the first.</param>
/// <param name="Thumbnails">How many of those that wait are thumbnails.</param>
public sealed record OutboxFigures(int Count, DateTimeOffset? Oldest, int SetAside, long LastSequence, int Thumbnails = 0);
