using EdgeAgent.Evidence;

namespace EdgeAgent.Uplink;

/// <summary>A waiting or refused message in LiteDB: either an incident event or a thumbnail.</summary>
internal sealed class OutboxRow
{
    /// <summary>Position in the queue; never given twice.</summary>
    public long Id { get; set; }

    public string Incident { get; set; } = "";

    /// <summary>Hash of the record in the chain of evidence from which it was made.</summary>
    public string Record { get; set; } = "";

    /// <summary>Steady time of the run that queued it.</summary>
    public DateTime QueuedAt { get; set; }

    public EventRow? Event { get; set; }

    public PictureRow? Thumbnail { get; set; }

    /// <summary>Why it was set aside; null while it waits.</summary>
    public string? Refusal { get; set; }

    public DateTime? RefusedAt { get; set; }

    public OutboxMessage ToMessage() => (Event, Thumbnail) switch
    {
        ({ } row, _) => new QueuedEvent(Id, Incident, row.Revision, row.Seq, row.BootId, row.SeenAt, row.Data, row.ClockSure),
        (_, { } row) => new QueuedThumbnail(Id, Incident, row.ToFile()),
        _ => new QueuedUnknown(Id, Incident),
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
}

/// <summary>What must go on counting whatever is queued or removed; changed in the same transaction as the rows.</summary>
internal sealed class OutboxCounters
{
    public const string OnlyId = "outbox";

    public string Id { get; set; } = OnlyId;

    public long LastPosition { get; set; }

    public long LastSeq { get; set; }

    public int Waiting { get; set; }

    public int SetAside { get; set; }
}
