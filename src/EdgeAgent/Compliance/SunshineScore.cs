using EdgeAgent.Evidence;
using EdgeAgent.Rules;

namespace EdgeAgent.Compliance;

/// <summary>
/// Points of a day by the five standards, from what the box has evidence of. The weights are this project's own: the office that
/// grants the title publishes none. See docs/score.md.
/// </summary>
public static class SunshineScore
{
    private const int Full = 100;

    private static readonly Dictionary<Severity, int> Costs = new() { [Severity.Advice] = 2, [Severity.Warning] = 5, [Severity.Serious] = 10 };

    private static readonly Dictionary<string, Standard> StandardOf = new()
    {
        ["surroundings"] = Standard.Clean,
        ["additions"] = Standard.Standardised,
        ["cross"] = Standard.Standardised,
        ["hygiene"] = Standard.Orderly,
        ["equipment"] = Standard.Orderly,
    };

    /// <param name="began">The incidents that began on the day.</param>
    /// <param name="cameras">What each camera did of the part of the day that is over.</param>
    /// <param name="elapsed">Seconds of the day that are over.</param>
    public static DayScore Of(IEnumerable<IncidentRecord> began, IReadOnlyList<CameraCoverage> cameras, int elapsed)
    {
        var open = Open(cameras, elapsed);
        var costly = began.Where(Counts).ToLookup(record => StandardOf[RuleCatalogue.KindOf(record.Incident.Rule)]);

        // Who hardly lets anybody watch does not earn points by what was not seen.
        var isWatched = open.Points >= Full / 2;
        StandardScore Seen(Standard standard) => isWatched ? Judged(standard, costly[standard]) : Untold(standard, "notWatched");
        StandardScore[] standards =
        [
            Untold(Standard.Transparent, "notSeen"), Seen(Standard.Clean), Seen(Standard.Standardised), open, Seen(Standard.Orderly),
        ];
        var points = standards.Select(standard => standard.Points).OfType<int>().ToList();
        return new DayScore(points.Count == 0 ? null : (int)Math.Round(points.Average()), standards);
    }

    // A suspicion costs nothing before somebody has confirmed it. Cameras that do not see are the business of coverage.
    private static bool Counts(IncidentRecord record) =>
        !RuleCatalogue.IsOfCamera(record.Incident.Rule)
        && (record.Verdict is { } verdict
            ? verdict.Finding == Finding.Confirmed
            : record.Incident.Detail?.StartsWith("suspected", StringComparison.Ordinal) != true);

    private static StandardScore Judged(Standard standard, IEnumerable<IncidentRecord> incidents)
    {
        var reasons = incidents.GroupBy(record => record.Incident.Rule).OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(Reason).ToList();
        return new StandardScore(standard, Math.Max(0, Full - reasons.Sum(reason => reason.Points)), reasons);
    }

    private static ScoreReason Reason(IGrouping<string, IncidentRecord> rule)
    {
        // No more are told than can cost anything.
        var incidents = rule.OrderBy(record => record.Incident.Started).ThenBy(record => record.Incident.Id, StringComparer.Ordinal).Take(Full / 2).ToList();
        return new ScoreReason(
            rule.Key, Math.Min(Full, incidents.Sum(record => Costs[record.Incident.Severity])), [.. incidents.Select(record => record.Incident.Id)]);
    }

    // A pause is the owner's right, but nobody can watch meanwhile.
    private static StandardScore Open(IReadOnlyList<CameraCoverage> cameras, int elapsed)
    {
        if (cameras.Count == 0 || elapsed == 0)
        {
            return Untold(Standard.Open, "notWatched");
        }

        var points = (int)Math.Floor(Full * cameras.Sum(camera => (double)camera.Watched + camera.ClockUnsure) / ((double)elapsed * cameras.Count));
        return new StandardScore(Standard.Open, points, points == Full ? [] : [new ScoreReason("unwatched", Full - points, [])]);
    }

    private static StandardScore Untold(Standard standard, string why) => new(standard, null, [new ScoreReason(why, 0, [])]);
}
