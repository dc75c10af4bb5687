using EdgeAgent.Detection.Teaching;
using EdgeAgent.Evidence;

namespace EdgeAgent.Pipeline;

/// <summary>What became of a verdict.</summary>
public enum VerdictOutcome
{
    Done,
    NoSuchIncident,

    /// <summary>The owner cannot change what the office has found.</summary>
    OfficeHasDecided,
}

/// <summary>Takes what owner and office find of incidents; what was seen becomes an example of what it was.</summary>
public sealed partial class VerdictDesk(EvidenceStore store, IncidentCrops crops, TimeProvider time, ILogger<VerdictDesk> logger)
{
    /// <summary>Told of each incident that was no violation, with its verdict, on the thread of whoever gives it.</summary>
    public event Action<IncidentRecord>? Rejected;

    /// <exception cref="IOException">It could not be kept on disk.</exception>
    public VerdictOutcome Give(string incident, Finding finding, VerdictGiver by)
    {
        if (store.Find(incident) is not { } record)
        {
            return VerdictOutcome.NoSuchIncident;
        }

        if (by == VerdictGiver.Owner && record.Verdict is { By: VerdictGiver.Office })
        {
            return VerdictOutcome.OfficeHasDecided;
        }

        var verdict = new IncidentVerdict(finding, by, time.GetUtcNow());
        store.SetVerdict(incident, verdict);
        var examples = crops.Mark(incident, finding == Finding.Rejected ? CropMark.Good : CropMark.Bad);
        LogGiven(incident, finding, by, examples);
        if (finding == Finding.Rejected)
        {
            Rejected?.Invoke(record with { Verdict = verdict });
        }

        return VerdictOutcome.Done;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Incident} is {Finding} by the {By}; {Examples} examples of it")]
    private partial void LogGiven(string incident, Finding finding, VerdictGiver by, int examples);
}
