using EdgeAgent.Evidence;

namespace EdgeAgent.Uplink;

/// <summary>Something that waits for the broker.</summary>
/// <param name="Position">Place in the queue, rising.</param>
/// <param name="Incident">Id of the incident it belongs to.</param>
internal abstract record OutboxMessage(long Position, string Incident);

/// <param name="Seq">Number of the event within the site.</param>
/// <param name="BootId">Run of the agent that queued it.</param>
/// <param name="SeenAt">Capture time of the picture that decided the event.</param>
/// <param name="Data">The contract's data as JSON, without the thumbnail's topic.</param>
/// <param name="ClockSure">Whether the clock could be believed; null where an older agent has queued it.</param>
internal sealed record QueuedEvent(
    long Position, string Incident, int Revision, long Seq, string BootId, DateTime SeenAt, string Data, bool? ClockSure = null)
    : OutboxMessage(Position, Incident);

/// <param name="Picture">The JPEG, in the evidence folder.</param>
internal sealed record QueuedThumbnail(long Position, string Incident, PictureFile Picture)
    : OutboxMessage(Position, Incident);

/// <summary>Neither of both: written by another version of the agent.</summary>
internal sealed record QueuedUnknown(long Position, string Incident) : OutboxMessage(Position, Incident);
