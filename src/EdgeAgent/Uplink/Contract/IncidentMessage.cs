using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using EdgeAgent.Cameras;
using EdgeAgent.Rules;

namespace EdgeAgent.Uplink.Contract;

/// <summary>An event of an incident: a CloudEvents 1.0 event in the structured JSON form.</summary>
/// <param name="SpecVersion">Version of CloudEvents.</param>
/// <param name="Id">Of this event, the same each time it is sent; with <paramref name="Source"/> it tells doubles.</param>
/// <param name="Source">The site's topic prefix.</param>
/// <param name="Type">What happened to the incident.</param>
/// <param name="Subject">Id of the incident, the same for all its events.</param>
/// <param name="Time">Capture time of the picture that decided the event.</param>
/// <param name="DataContentType">Of the data.</param>
/// <param name="Site">The workshop.</param>
/// <param name="Camera">Id of the camera that saw it.</param>
/// <param name="Seq">Rises by one with each incident event of the site; a number that never comes proves a loss.</param>
/// <param name="BootId">Run of the agent that recorded the event.</param>
/// <param name="Replayed">True when it had waited: queued before the connection on which it is sent, or during a pause of the reporting.</param>
/// <param name="ClockTrust">Whether the event's times can be believed: unsure while nobody knows whether the box's clock was right; an older agent does not say.</param>
public sealed record IncidentMessage(
    [property: JsonPropertyName("specversion"), AllowedValues(IncidentMessage.Version)] string SpecVersion,
    string Id,
    string Source,
    [property: AllowedValues("cn.foodsafety.incident.opened", "cn.foodsafety.incident.updated", "cn.foodsafety.incident.closed")] string Type,
    string Subject,
    DateTimeOffset Time,
    [property: JsonPropertyName("datacontenttype"), AllowedValues("application/json")] string DataContentType,
    [property: RegularExpression(UplinkOptions.LevelPattern)] string Site,
    [property: RegularExpression(CameraId.Pattern)] string Camera,
    [property: Range(1L, long.MaxValue)] long Seq,
    [property: JsonPropertyName("bootid")] string BootId,
    bool Replayed,
    IncidentData Data,
    [property: JsonPropertyName("clocktrust"), AllowedValues(IncidentMessage.Sure, IncidentMessage.Unsure), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ClockTrust = null)
{
    public const string ContentType = "application/cloudevents+json; charset=utf-8";

    public const string Version = "1.0";
    public const string Sure = "sure";
    public const string Unsure = "unsure";

    public static string IdOf(string incident, int revision) => $"{incident}-{revision}";

    public static string? TrustOf(bool? isClockSure) => isClockSure is { } isSure ? isSure ? Sure : Unsure : null;

    public static string TypeOf(IncidentEvent incidentEvent) =>
        "cn.foodsafety.incident." + incidentEvent.ToString().ToLowerInvariant();
}
