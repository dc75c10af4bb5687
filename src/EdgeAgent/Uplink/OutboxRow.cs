using EdgeAgent.Evidence;

namespace EdgeAgent.Uplink;

/// <summary>A waiting or refused message in LiteDB: either an incident event or a thumbnail.</summary>
internal sealed class OutboxRow
{
    /// <summary>Place in the queue, see <see cref="OutboxPlace"/>.</summary>
    public long Id { get; set; }

    public string Incident { get; set; } = "";

    /// <summary>Hash of the record in the chain of evidence from which it was made.</summary>
    public string Record { get; set; } = "";

    public DateTime QueuedAt { get; set; }

    public EventRow? Event { get; set; }

    public PictureRow? Thumbnail { get; set; }

    /// <summary>Why it was set aside; null while it waits.</summary>
    public string? Refusal { get; set; }

    public DateTime? RefusedAt { get; set; }

    public OutboxMessage ToMessage() => (Event, Thumbnail) switch
    {
        ({ } row, _) => new QueuedEvent(Id, Incident, Record, row.Revision, row.Seq, row.BootId, row.SeenAt, row.Data, row.Previous),
        (_, { } row) => new QueuedThumbnail(Id, Incident, Record, row.ToFile()),
        _ => new QueuedUnknown(Id, Incident, Record),
    };
}

internal sealed class EventRow
{
    public int Revision { get; set; }

    public long Seq { get; set; }

    public string BootId { get; set; } = "";

    public DateTime SeenAt { get; set; }

    /// <summary>The contract's data as JSON.</summary>
    public string Data { get; set; } = "";

    /// <summary>Place of the event that was queued before it of the same incident; 0 where it is the first.</summary>
    public long Previous { get; set; }
}

/// <summary>The newest event of an incident that is not closed.</summary>
internal sealed class LatestRow
{
    /// <summary>Of the incident.</summary>
    public string Id { get; set; } = "";

    public long Place { get; set; }
}

/// <summary>The pause that the owner wanted last.</summary>
internal sealed class PauseRow
{
    public const int OnlyId = 1;

    public int Id { get; set; } = OnlyId;

    public DateTime Until { get; set; }
}

/// <summary>What must go on counting whatever is queued or removed; changed in the same transaction as the rows.</summary>
internal sealed class OutboxCounters
{
    public const string OnlyId = "outbox";

    public string Id { get; set; } = OnlyId;

    public long LastPosition { get; set; }

    public long LastSeq { get; set; }

    public int Waiting { get; set; }

    /// <summary>How many of those are thumbnails.</summary>
    public int WaitingThumbnails { get; set; }

    public int SetAside { get; set; }

    /// <summary>Counts a message in, or out with -1.</summary>
    public void CountWaiting(long place, int by)
    {
        Waiting += by;
        WaitingThumbnails += OutboxPlace.IsOfThumbnail(place) ? by : 0;
    }
}
