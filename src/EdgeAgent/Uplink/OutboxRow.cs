using EdgeAgent.Evidence;

namespace EdgeAgent.Uplink;

/// <summary>A waiting or refused message in LiteDB: an incident event, a thumbnail, or what the owner answered.</summary>
internal sealed class OutboxRow
{
    /// <summary>Position in the queue; never given twice.</summary>
    public long Id { get; set; }

    public string Incident { get; set; } = "";

    /// <summary>Hash of the record in the chain of evidence from which it was made.</summary>
    public string Record { get; set; } = "";

    public DateTime QueuedAt { get; set; }

    public EventRow? Event { get; set; }

    public PictureRow? Thumbnail { get; set; }

    /// <summary>The owner's answer, as the contract's JSON.</summary>
    public string? Rectification { get; set; }

    /// <summary>Why it was set aside; null while it waits.</summary>
    public string? Refusal { get; set; }

    public DateTime? RefusedAt { get; set; }

    public OutboxMessage ToMessage() => (Event, Thumbnail, Rectification) switch
    {
        ({ } row, _, _) => new QueuedEvent(Id, Incident, row.Revision, row.Seq, row.BootId, row.SeenAt, row.Data),
        (_, { } row, _) => new QueuedThumbnail(Id, Incident, row.ToFile()),
        (_, _, { } body) => new QueuedRectification(Id, Incident, body),
        _ => new QueuedUnknown(Id, Incident),
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
