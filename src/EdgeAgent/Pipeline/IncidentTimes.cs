using EdgeAgent.Evidence;
using EdgeAgent.Recording;
using EdgeAgent.Rules;
using EdgeAgent.Uplink;

namespace EdgeAgent.Pipeline;

/// <summary>
/// The incidents that recordings may belong to, with what is known of their delivery. One whose clip is not cut yet counts as
/// not delivered.
/// </summary>
internal sealed class IncidentTimes(RecordingOptions options, EvidenceStore evidence, Outbox outbox, Recordings recordings)
{
    /// <summary>Those that had not ended by then, clips included.</summary>
    public IReadOnlyList<IncidentTime> Since(DateTimeOffset from)
    {
        // In this order: what the pipelines have told goes into the store, and from the outbox only when it is delivered.
        var told = recordings.IncidentTimes();
        var kept = evidence.SeenSince(from.AddSeconds(-options.ClipSecondsAfter)).Concat(evidence.Open()).DistinctBy(incident => incident.Id).ToList();
        var waiting = outbox.UndeliveredIncidents().Concat(evidence.AwaitingClip().Select(incident => incident.Id)).ToHashSet();
        var known = kept.Select(incident => incident.Id).ToHashSet();
        return
        [
            .. kept.Select(incident => Of(incident, waiting.Contains(incident.Id))),
            .. told.Where(incident => !known.Contains(incident.Id)).Select(incident => incident.Time),
        ];
    }

    private IncidentTime Of(Incident incident, bool isWaiting) => new(
        incident.Camera,
        incident.Started.AddSeconds(-options.ClipSecondsBefore),
        incident.Ended?.AddSeconds(options.ClipSecondsAfter),
        isWaiting);
}
