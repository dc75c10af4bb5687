using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using EdgeAgent.Cameras;
using EdgeAgent.Compliance;
using EdgeAgent.Rules;

namespace EdgeAgent.Uplink.Contract;

/// <summary>A local day of the workshop in figures, retained on a topic of its own; sent again while it changes.</summary>
/// <param name="Day">The local day.</param>
/// <param name="TimeZone">Id of the time zone whose day it is, e.g. Asia/Shanghai.</param>
/// <param name="Start">Local midnight.</param>
/// <param name="ElapsedSeconds">How much of the day is counted.</param>
/// <param name="Final">Whether the day is over.</param>
/// <param name="Incidents">Those that began on that day, by rule; rules without any are left out.</param>
/// <param name="Cameras">Those that the site had on that day.</param>
/// <param name="Evidence">Of a day that is over its record in the chain of evidence, else the newest record; left out where there is none.</param>
/// <param name="Score">The day by the five standards of a sunshine workshop; an older agent does not say.</param>
public sealed record SummaryMessage(
    DateOnly Day,
    string TimeZone,
    DateTimeOffset Start,
    int ElapsedSeconds,
    bool Final,
    IReadOnlyList<RuleSummary> Incidents,
    IReadOnlyList<CameraSummary> Cameras,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EvidenceHead? Evidence = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ScoreData? Score = null)
{
    /// <summary>Depends on nothing but its argument, so that what has not changed gives the same bytes.</summary>
    public static SummaryMessage From(DaySummary summary) => new(
        summary.Day,
        summary.TimeZone,
        summary.Start,
        summary.ElapsedSeconds,
        summary.IsOver,
        [
            .. summary.Incidents.OrderBy(rule => rule.Key, StringComparer.Ordinal)
                .Select(rule => new RuleSummary(rule.Key, RuleCatalogue.KindOf(rule.Key), rule.Value)),
        ],
        [.. summary.Cameras.Select(CameraSummary.From)],
        Score: ScoreData.From(summary.Score));
}

/// <summary>Incidents of one rule.</summary>
/// <param name="Rule">Stable id of the rule.</param>
/// <param name="Kind">The supervising office's word for what the rule watches.</param>
/// <param name="Count">How many.</param>
public sealed record RuleSummary(string Rule, [property: Kind] string Kind, [property: Range(1, int.MaxValue)] int Count);

/// <summary>One camera's day. The first five make up <see cref="SummaryMessage.ElapsedSeconds"/>.</summary>
/// <param name="Camera">Id of the camera.</param>
/// <param name="WatchedSeconds">Pictures came and showed what they should.</param>
/// <param name="DownSeconds">Nobody was watching: no pictures, no agent, no power, or nothing known.</param>
/// <param name="CoveredSeconds">Pictures came, but were covered, frozen, moved or dark.</param>
/// <param name="PausedSeconds">Its owner wanted it not to watch.</param>
/// <param name="ClockUnsureSeconds">Watched, but perhaps at another time.</param>
/// <param name="RecordedSeconds">A recording was made of them.</param>
/// <param name="GivenUpSeconds">Their recording was given up early, because the disk had no room.</param>
public sealed record CameraSummary(
    [property: RegularExpression(CameraId.Pattern)] string Camera,
    int WatchedSeconds,
    int DownSeconds,
    int CoveredSeconds,
    int PausedSeconds,
    int ClockUnsureSeconds,
    int RecordedSeconds,
    int GivenUpSeconds)
{
    public static CameraSummary From(CameraCoverage coverage) => new(
        coverage.Camera,
        coverage.Watched,
        coverage.Down,
        coverage.Covered,
        coverage.Paused,
        coverage.ClockUnsure,
        coverage.Recorded,
        coverage.GivenUp);
}
