using EdgeAgent.Detection.Teaching;
using EdgeAgent.Rules;
using EdgeAgent.Storage;

namespace EdgeAgent.Pipeline;

/// <summary>The crops by which heads have seen incidents: kept when one opens, and examples once somebody has said what it was.</summary>
public sealed partial class IncidentCrops(PipelineSettings settings, CropShelf shelf, Examples examples, SteadyTime time, ILogger<IncidentCrops> logger)
{
    // Votes reach no further back.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(30);

    /// <summary>Where the incident opens, keeps what convicted its tracks. A disk that does not take it is no failure.</summary>
    public void Keep(Incident incident)
    {
        if (incident.Event != IncidentEvent.Opened || incident.Tracks.IsDefaultOrEmpty)
        {
            return;
        }

        try
        {
            foreach (var head in HeadsOf(incident))
            {
                shelf.KeepFor(incident.Id, head, incident.Camera, incident.Tracks, time.FromClock(incident.Started) - Before);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogNotKept(incident.Id, error.Message);
        }
    }

    /// <summary>Makes examples of what is kept of the incident.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="IOException">They did not reach the disk.</exception>
    public int Mark(string incident, CropMark mark)
    {
        var crops = shelf.OfIncident(incident);
        foreach (var (head, crop) in crops)
        {
            examples.Put(head, crop.Id, mark, File.ReadAllBytes(crop.Path));
        }

        return crops.Count;
    }

    private IEnumerable<string> HeadsOf(Incident incident) =>
        from camera in settings.Cameras
        where camera.Id == incident.Camera
        from rule in new RuleSet(camera, settings.Rules).Rules
        where rule.Settings.Rule == incident.Rule && rule.Settings.ZoneName == incident.Zone
        from head in rule.Needs.Heads
        select head;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The crops of {Incident} are not kept: {Problem}")]
    private partial void LogNotKept(string incident, string problem);
}
