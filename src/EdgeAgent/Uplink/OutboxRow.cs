using EdgeAgent.Evidence;

namespace EdgeAgent.Uplink;

/// <summary>A waiting or refused message in LiteDB: an incident event, a thumbnail, or what the owner answered.</summary>
internal sealed class OutboxRow
{
    /// <summary>Place in the queue, see <see cref="OutboxPlace"/>.</summary>
    public long Id { get; set; }

    public string Incident { get; set; } = "";

    /// <summary>Hash of the record in the chain of evidence from which it was made.</summary>
    public string Record { get; set; } = "";

    /// <summary>Steady time of the run that queued it.</summary>
    public DateTime QueuedAt { get; set; }

    public EventRow? Event { get; set; }

    public PictureRow? Thumbnail { get; set; }

    public AnswerRow? Rectification { get; set; }

    /// <summary>Why it was set aside; null while it waits.</summary>
    public string? Refusal { get; set; }

    public DateTime? RefusedAt { get; set; }

    public OutboxMessage ToMessage() => (Event, Thumbnail, Rectification) switch
    {
        ({ } row, _, _) => new QueuedEvent(Id, Incident, Record, row.Revision, row.Seq, row.BootId, row.SeenAt, row.Data, row.Previous, row.ClockSure),
        (_, { } row, _) => new QueuedThumbnail(Id, Incident, Record, row.ToFile()),
        (_, _, { } row) => new QueuedRectification(Id, Incident, Record, row.Body, row.Previous),
        _ => new QueuedUnknown(Id, Incident, Record),
    };
}

internal sealed class EventRow
{
    public int Revision { get; set; }

    public long Seq { get; set; }

    public string BootId { get; set; } = "";

    public DateTime SeenAt { get; set; }

    /// <summary>Null where an older agent has queued it.</summary>
    public bool? ClockSure { get; set; }

    /// <summary>The contract's data as JSON.</summary>
    public string Data { get; set; } = "";

    /// <summary>Place of the event that was queued before it of the same incident; 0 where it is the first.</summary>
    public long Previous { get; set; }
}

/// <summary>What the owner answered.</summary>
internal sealed class AnswerRow
{
    /// <summary>The contract's message as JSON.</summary>
    public string Body { get; set; } = "";

    /// <summary>Place of the newest event of its incident; 0 where that does not wait.</summary>
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
