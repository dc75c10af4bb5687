using System.Globalization;
using EdgeAgent.Evidence;
using EdgeAgent.Rules;

namespace EdgeAgent.StatusPage;

/// <summary>One element of the answer of /api/incidents.</summary>
/// <param name="Ended">Null while it goes on.</param>
/// <param name="Picture">Address of the evidence picture; null where none could be taken.</param>
/// <param name="Thumbnail">Address of the small picture; null where none could be taken.</param>
/// <param name="Clip">Address of the moving picture; null where nothing was recorded, or not yet.</param>
/// <param name="Verdict">What owner or office find of it; null where nobody has said so.</param>
/// <param name="VerdictBy">Who says so.</param>
/// <param name="Rectification">What the owner has answered to it; null where nothing was.</param>
/// <param name="RectificationText">In the owner's words.</param>
internal sealed record IncidentReport(
    string Id,
    string Rule,
    RuleTitle Title,
    Severity Severity,
    string Camera,
    string CameraName,
    string Zone,
    DateTimeOffset Started,
    DateTimeOffset LastSeen,
    DateTimeOffset? Ended,
    double Confidence,
    string? Picture,
    string? Thumbnail,
    string? Clip,
    Finding? Verdict,
    VerdictGiver? VerdictBy,
    RectificationAnswer? Rectification,
    string? RectificationText)
{
    private const int DefaultLimit = 20;
    private const int HighestLimit = 200;

    /// <param name="limit">1 to 200; 20 without it.</param>
    /// <param name="camera">Only those of this camera that began between <paramref name="from"/> and <paramref name="to"/>; without it those of all, whenever.</param>
    public static IResult Answer(StatusSources sources, string? limit, string? camera, string? from, string? to)
    {
        var count = DefaultLimit;
        if (limit is not null
            && !(int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= HighestLimit))
        {
            return TypedResults.BadRequest($"limit must be a whole number from 1 to {HighestLimit}");
        }

        if (camera is null)
        {
            return Answer(sources, sources.Evidence.Recent(count));
        }

        return RecordedSpan.TryParse(from, to, out var span)
            ? Answer(sources, sources.Evidence.Of(camera, span.From, span.To, count))
            : TypedResults.BadRequest(RecordedSpan.Problem);
    }

    private static IResult Answer(StatusSources sources, IReadOnlyList<IncidentRecord> records)
    {
        var names = CameraReport.Names(sources);
        return TypedResults.Json(records.Select(record => From(record, names)), PageJson.Options);
    }

    private static IncidentReport From(IncidentRecord record, IReadOnlyDictionary<string, string> cameraNames)
    {
        var incident = record.Incident;
        var address = $"/pictures/{Uri.EscapeDataString(incident.Id)}";
        return new IncidentReport(
            incident.Id,
            incident.Rule,
            RuleCatalogue.TitleOf(incident.Rule, incident.Detail),
            incident.Severity,
            incident.Camera,
            cameraNames.GetValueOrDefault(incident.Camera, incident.Camera),
            incident.Zone,
            incident.Started,
            incident.LastSeen,
            incident.Ended,
            Math.Round(incident.Confidence, 3),
            record.Picture is null ? null : address,
            record.Thumbnail is null ? null : $"{address}/thumbnail",
            record.Clip is null ? null : $"{address}/clip",
            record.Verdict?.Finding,
            record.Verdict?.By,
            record.Rectification?.Answer,
            record.Rectification?.Text);
    }
}
