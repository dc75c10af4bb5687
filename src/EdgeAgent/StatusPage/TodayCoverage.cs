using EdgeAgent.Evidence;

namespace EdgeAgent.StatusPage;

/// <param name="WatchedSeconds">Since the workshop's midnight.</param>
/// <param name="ElapsedSeconds">How long ago that was.</param>
internal sealed record WatchedToday(int WatchedSeconds, int ElapsedSeconds);

/// <summary>How much of today each camera has watched. The page asks every few seconds, so the disk is asked every 30 s only.</summary>
internal sealed class TodayCoverage(CoverageLedger ledger, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly Lock access = new();
    private readonly Dictionary<string, (long At, WatchedToday Figures)> known = [];

    public WatchedToday Of(string camera)
    {
        lock (access)
        {
            if (!known.TryGetValue(camera, out var last) || time.GetElapsedTime(last.At) >= Fresh)
            {
                known[camera] = last = (time.GetTimestamp(), Read(camera));
            }

            return last.Figures;
        }
    }

    private WatchedToday Read(string camera)
    {
        var now = time.GetUtcNow();
        var day = ledger.Read(camera, ledger.Days.DayOf(now));
        var elapsed = day.ElapsedAt(now);
        return new WatchedToday(day.Seconds(CoverageState.Watched, elapsed), elapsed);
    }
}
