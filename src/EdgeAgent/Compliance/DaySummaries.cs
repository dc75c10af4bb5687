using EdgeAgent.Evidence;
using EdgeAgent.Storage;

namespace EdgeAgent.Compliance;

/// <summary>Sums up days from what is kept on the box, today as well as long ago.</summary>
/// <param name="present">Ids of the cameras that there are now.</param>
public sealed class DaySummaries(EvidenceStore evidence, CoverageLedger ledger, IReadOnlyList<string> present)
{
    public LocalDays Days => ledger.Days;

    /// <summary>The oldest day of which anything is known; null for a new box.</summary>
    public DateOnly? FirstDay => ledger.FirstDay;

    /// <summary>What there is to say at a moment about a day. Of a day that is not over only the seconds that are count.</summary>
    /// <exception cref="IOException">The database cannot be read at present.</exception>
    public DaySummary Compose(DateOnly day, DateTimeOffset now)
    {
        var (start, end) = (Days.StartOf(day), Days.StartOf(day.AddDays(1)));
        var elapsed = (int)Math.Clamp((now - start).TotalSeconds, 0, Days.SecondsOf(day));
        var began = evidence.Began(start, end);
        var cameras = CamerasOf(day, now).Select(camera => CameraCoverage.Of(camera, ledger.Read(camera, day), elapsed)).ToList();
        return new DaySummary(
            day,
            Days.TimeZone,
            start,
            elapsed,
            now >= end,
            began.CountBy(record => record.Incident.Rule).ToDictionary(),
            cameras,
            SunshineScore.Of(began, cameras, elapsed));
    }

    // A camera that came later was not down before, and one that has been taken out was there.
    private IEnumerable<string> CamerasOf(DateOnly day, DateTimeOffset now) => Days.DayOf(now) == day
        ? ledger.CamerasOf(day).Union(present).Order(StringComparer.Ordinal)
        : ledger.CamerasOf(day);
}
