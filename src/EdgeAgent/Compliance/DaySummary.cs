using EdgeAgent.Evidence;

namespace EdgeAgent.Compliance;

/// <summary>A local day of the workshop in figures: what happened, and how much of it was watched.</summary>
/// <param name="TimeZone">Id of the time zone whose day it is.</param>
/// <param name="Start">Local midnight, in UTC.</param>
/// <param name="ElapsedSeconds">How much of the day is over and counted here.</param>
/// <param name="IsOver">Whether the whole day is.</param>
/// <param name="Incidents">How many began on that day, by rule; rules without any are left out.</param>
/// <param name="Cameras">In the order of their ids.</param>
/// <param name="Score">By the five standards.</param>
public sealed record DaySummary(
    DateOnly Day,
    string TimeZone,
    DateTimeOffset Start,
    int ElapsedSeconds,
    bool IsOver,
    IReadOnlyDictionary<string, int> Incidents,
    IReadOnlyList<CameraCoverage> Cameras,
    DayScore Score);

/// <summary>One camera on that day, in seconds. The states make up all that is over of the day; the last two are apart from them.</summary>
public sealed record CameraCoverage(
    string Camera, int Watched, int Down, int Covered, int Paused, int ClockUnsure, int Recorded, int GivenUp)
{
    /// <param name="within">Only the first so many seconds of the day count.</param>
    public static CameraCoverage Of(string camera, CoverageDay day, int within)
    {
        var totals = CoverageTotals.Of(day.Bytes.Span[..Math.Clamp(within, 0, day.Bytes.Length)]);
        return new CameraCoverage(
            camera,
            totals.Watched,
            totals.Down,
            totals.Covered,
            totals.Paused,
            totals.ClockUnsure,
            day.Seconds(CoverageMarks.Recorded, within),
            day.Seconds(CoverageMarks.GivenUp, within));
    }
}
