using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using EdgeAgent.Cameras;
using EdgeAgent.Evidence;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;

namespace EdgeAgent.Uplink.Contract;

/// <summary>What central systems and <c>replay</c> say about an incident: its state after one of its events.</summary>
/// <param name="Event">What happened to it.</param>
/// <param name="Rule">Stable id of the rule.</param>
/// <param name="Kind">The supervising office's word: hygiene, surroundings, additions, cross, equipment.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Camera">Id of the camera that saw it.</param>
/// <param name="Started">Capture time of the first picture that showed it.</param>
/// <param name="Ended">Capture time of the last one; null while the incident is open.</param>
/// <param name="Zone">Name of the area; empty for the whole picture.</param>
/// <param name="Boxes">Where it was seen at this event; may be empty.</param>
/// <param name="Confidence">Highest so far, 0 to 1.</param>
/// <param name="Detail">What exactly opened it, where the rule knows several things; left out otherwise.</param>
/// <param name="Tracks">The persons or things that broke it at this event, by numbers that one run of the agent gives; left out where there are none.</param>
/// <param name="Looks">The looks that were voted on; left out where the rule does not vote.</param>
/// <param name="Model">The model on whose word it rests; left out where it rests on none, and by <c>replay</c>.</param>
/// <param name="Thumbnail">The picture that follows on a topic of its own; left out where there is none.</param>
/// <param name="Evidence">The record in the box's chain of evidence; left out by <c>replay</c>, which keeps none.</param>
public sealed record IncidentData(
    IncidentEvent Event,
    string Rule,
    [property: Kind] string Kind,
    Severity Severity,
    TitleData Title,
    [property: RegularExpression(CameraId.Pattern)] string Camera,
    DateTimeOffset Started,
    DateTimeOffset? Ended,
    string Zone,
    IReadOnlyList<BoxData> Boxes,
    [property: Range(0d, 1d)] double Confidence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? Tracks = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LookData? Looks = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ModelData? Model = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ThumbnailData? Thumbnail = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EvidenceData? Evidence = null)
{
    private const int Digits = 4;

    /// <summary>Depends on nothing but its arguments, so that the same incident gives the same bytes.</summary>
    public static IncidentData From(Incident incident, PictureFile? thumbnail = null, EvidenceData? evidence = null) => new(
        incident.Event,
        incident.Rule,
        RuleCatalogue.KindOf(incident.Rule),
        incident.Severity,
        TitleData.Of(incident),
        incident.Camera,
        incident.Started,
        incident.Ended,
        incident.Zone,
        [.. incident.Boxes.Select(BoxData.From)],
        Rounded(incident.Confidence),
        incident.Detail,
        incident.Tracks.IsDefaultOrEmpty ? null : incident.Tracks,
        incident.Looks is { } looks ? new LookData(looks.Taken, looks.Agreeing) : null,
        incident.Model is { } model ? new ModelData(model.Name, model.Version) : null,
        thumbnail is null ? null : new ThumbnailData(thumbnail.Sha256, thumbnail.Bytes),
        evidence);

    internal static double Rounded(double fraction) => Math.Round(fraction, Digits);
}

/// <summary>Title of the rule in Chinese and English.</summary>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
public sealed record TitleData(string Zh, string En)
{
    internal static TitleData Of(Incident incident)
    {
        var title = RuleCatalogue.TitleOf(incident.Rule, incident.Detail);
        return new TitleData(title.Zh, title.En);
    }
}

/// <summary>The looks at a person that were voted on.</summary>
/// <param name="Taken">Looks that could be judged.</param>
/// <param name="Agreeing">Those that saw the violation.</param>
public sealed record LookData(int Taken, int Agreeing);

/// <summary>A detector, or a head that judges what a detector has found.</summary>
/// <param name="Name">Of its manifest.</param>
/// <param name="Version">The first 12 digits of the model file's SHA-256; of a head that was taught on site taught- and how often it was.</param>
public sealed record ModelData(string Name, string Version);

/// <summary>A box in fractions of the picture, cut to what can be seen: 0 is left or top, 1 right or bottom.</summary>
/// <param name="Left">Left edge.</param>
/// <param name="Top">Upper edge.</param>
/// <param name="Right">Right edge.</param>
/// <param name="Bottom">Lower edge.</param>
public sealed record BoxData(
    [property: Range(0d, 1d)] double Left,
    [property: Range(0d, 1d)] double Top,
    [property: Range(0d, 1d)] double Right,
    [property: Range(0d, 1d)] double Bottom)
{
    public static BoxData From(Box box)
    {
        var seen = box.Clip();
        return new(
            IncidentData.Rounded(seen.Left),
            IncidentData.Rounded(seen.Top),
            IncidentData.Rounded(seen.Right),
            IncidentData.Rounded(seen.Bottom));
    }
}

/// <summary>The small picture of an incident.</summary>
/// <param name="Sha256">Lower-case hex of the JPEG's bytes.</param>
/// <param name="Bytes">Size of the JPEG.</param>
/// <param name="Topic">Whole name of the topic on which it is sent; left out before it is known.</param>
public sealed record ThumbnailData(
    [property: RegularExpression(EvidenceData.Sha256)] string Sha256,
    long Bytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Topic = null);
