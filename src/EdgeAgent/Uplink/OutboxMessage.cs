using EdgeAgent.Evidence;

namespace EdgeAgent.Uplink;

/// <summary>Something that waits for the broker.</summary>
/// <param name="Place">In the queue, see <see cref="OutboxPlace"/>.</param>
/// <param name="Incident">Id of the incident it belongs to.</param>
/// <param name="Record">Hash of the record in the chain of evidence from which it was made.</param>
/// <param name="Previous">Place of the event of the same incident that goes before it; 0 where there is none.</param>
internal abstract record OutboxMessage(long Place, string Incident, string Record, long Previous = 0);

/// <param name="Seq">Number of the event within the site.</param>
/// <param name="BootId">Run of the agent that queued it.</param>
/// <param name="SeenAt">Capture time of the picture that decided the event.</param>
/// <param name="Data">The contract's data as JSON, without the thumbnail's topic.</param>
/// <param name="ClockSure">Whether the clock could be believed; null where an older agent has queued it.</param>
internal sealed record QueuedEvent(
    long Place,
    string Incident,
    string Record,
    int Revision,
    long Seq,
    string BootId,
    DateTime SeenAt,
    string Data,
    long Previous = 0,
    bool? ClockSure = null)
    : OutboxMessage(Place, Incident, Record, Previous);

/// <param name="Picture">The JPEG, in the evidence folder.</param>
internal sealed record QueuedThumbnail(long Place, string Incident, string Record, PictureFile Picture)
    : OutboxMessage(Place, Incident, Record);

/// <param name="Body">The whole message as JSON.</param>
internal sealed record QueuedRectification(long Place, string Incident, string Record, string Body, long Previous)
    : OutboxMessage(Place, Incident, Record, Previous);

/// <summary>None of these: written by another version of the agent.</summary>
internal sealed record QueuedUnknown(long Place, string Incident, string Record) : OutboxMessage(Place, Incident, Record);
