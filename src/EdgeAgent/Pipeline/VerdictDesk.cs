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
public sealed partial class VerdictDesk(EvidenceStore store, IncidentCrops crops, RejectedThings rejected, TimeProvider time, ILogger<VerdictDesk> logger)
{
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
        Keep(incident, verdict);
        var examples = crops.Mark(incident, finding == Finding.Rejected ? CropMark.Good : CropMark.Bad);
        LogGiven(incident, finding, by, examples);
        Remember(record, finding);
        return VerdictOutcome.Done;
    }

    // One that stands in the chain counts, and is not to take effect without its examples.
    private void Keep(string incident, IncidentVerdict verdict)
    {
        try
        {
            store.SetVerdict(incident, verdict);
        }
        catch (RowsBehindException error)
        {
            LogRowsBehind(incident, error.Message);
        }
    }

    // The verdict stands, whether or not its thing can be told again.
    private void Remember(IncidentRecord record, Finding finding)
    {
        try
        {
            if (finding == Finding.Confirmed)
            {
                rejected.Restore(record.Incident);
            }
            else if (record.Picture is { } picture)
            {
                rejected.Reject(record.Incident, File.ReadAllBytes(store.FullPath(picture)));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            LogNotRemembered(record.Incident.Id, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What {Incident} showed cannot be remembered, it may be reported again: {Problem}")]
    private partial void LogNotRemembered(string incident, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The verdict on {Incident} is shown later: {Problem}")]
    private partial void LogRowsBehind(string incident, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Incident} is {Finding} by the {By}; {Examples} examples of it")]
    private partial void LogGiven(string incident, Finding finding, VerdictGiver by, int examples);
}
