using EdgeAgent.Cameras;
using EdgeAgent.Storage;

namespace EdgeAgent.Evidence;

/// <summary>
/// For each camera and each second of the workshop's local days: whether it was watched, and if not, why. So that "no
/// violations" can be told from "nobody was watching".
/// <para>
/// A file for each camera and day, one byte for each second. It is not synced: a power cut loses the last seconds, which
/// then read as down, and so does whatever a full disk did not take: that is the safe side. A failing disk is told once in
/// the log and never thrown at whoever marks. Days that are over are packed; 400 days are kept.
/// </para>
/// <para>
/// A second may be told twice, by a clock that was put back. The higher <see cref="CoverageState"/> stays, whichever came
/// first: what was watched stays watched, unless it turns out that its time is not sure. A second belongs to a span that
/// holds its middle, so that spans which touch each other share none. May be used by several threads at once.
/// </para>
/// </summary>
/// <param name="folder">Root of the files; made when the first is written.</param>
public sealed partial class CoverageLedger(string folder, LocalDays days, ILogger<CoverageLedger> log)
{
    internal const int KeptDays = 400;

    // A longer one comes of a clock that jumped.
    private static readonly TimeSpan LongestSpan = TimeSpan.FromDays(2);

    private readonly Lock access = new();
    private readonly CoverageFiles files = new(folder, log);
    private bool isFailing;

    public LocalDays Days => days;

    /// <summary>How often the disk did not take or give something since the start.</summary>
    public long Failures { get; private set; }

    /// <summary>The oldest day of which anything is known that has a sure time; null for a new box.</summary>
    public DateOnly? FirstDay => Try(() => files.Days().Select(day => LatestOf(day) is null ? (DateOnly?)null : day).FirstOrDefault(day => day is not null));

    /// <summary>Says what was the case; also down, so that the camera is known to have been there. Spans of more than two days are left out.</summary>
    /// <exception cref="ArgumentException">No camera's id.</exception>
    public void Mark(string camera, DateTimeOffset from, DateTimeOffset to, CoverageState state) => Change(
        camera, from, to, second => (byte)((second & ~CoverageDay.StateBits) | Math.Max(second & CoverageDay.StateBits, (byte)state)));

    /// <summary>Adds marks to a span, whatever its state. Spans of more than two days are left out.</summary>
    /// <exception cref="ArgumentException">No camera's id.</exception>
    public void Add(string camera, DateTimeOffset from, DateTimeOffset to, CoverageMarks marks) =>
        Change(camera, from, to, second => (byte)(second | (byte)(marks & CoverageDay.AllMarks)));

    /// <summary>Takes marks from a span. Spans of more than two days are left out.</summary>
    /// <exception cref="ArgumentException">No camera's id.</exception>
    public void Remove(string camera, DateTimeOffset from, DateTimeOffset to, CoverageMarks marks) =>
        Change(camera, from, to, second => (byte)(second & ~(byte)(marks & CoverageDay.AllMarks)));

    /// <summary>A whole day; what is not known, cannot be read or is still to come is down.</summary>
    /// <exception cref="ArgumentException">No camera's id.</exception>
    public CoverageDay Read(string camera, DateOnly day)
    {
        var seconds = new byte[days.SecondsOf(day)];
        Try(() => files.Read(camera, day, seconds));
        return new CoverageDay(day, days.StartOf(day), seconds);
    }

    /// <summary>How many seconds of a span each state had; a second belongs to it as in <see cref="Mark"/>.</summary>
    /// <exception cref="ArgumentException">No camera's id.</exception>
    public CoverageTotals TotalsOf(string camera, DateTimeOffset from, DateTimeOffset to)
    {
        var totals = new CoverageTotals(0, 0, 0, 0, 0);
        for (var day = days.DayOf(from); days.StartOf(day) < to; day = day.AddDays(1))
        {
            var known = Read(camera, day);
            var (first, end) = (IndexOf(from - known.Start, known.Bytes.Length), IndexOf(to - known.Start, known.Bytes.Length));
            totals += CoverageTotals.Of(known.Bytes.Span[first..Math.Max(first, end)]);
        }

        return totals;
    }

    /// <summary>The cameras that there were on a day; where the box was off all day, those of the last day before it. In order.</summary>
    public IReadOnlyList<string> CamerasOf(DateOnly day) =>
        Try(() => files.Days().LastOrDefault(kept => kept <= day) is var last && last != default ? files.Cameras(last) : []) ?? [];

    /// <summary>The end of the newest second of which anything is known that has a sure time; null where there is none.</summary>
    public DateTimeOffset? Latest() => Try(() => files.Days().Reverse().Select(LatestOf).FirstOrDefault(latest => latest is not null));

    /// <summary>
    /// Packs the days before the given one and lets the oldest go where more than 400 are kept: by their number, not by their
    /// date, so that a clock gone wrong does not take all of them.
    /// </summary>
    public void PackUpTo(DateOnly today) => Try(() =>
    {
        var kept = files.Days();
        foreach (var day in kept.SkipLast(KeptDays))
        {
            files.Delete(day);
        }

        foreach (var day in kept.TakeLast(KeptDays).Where(day => day < today))
        {
            files.Pack(day, days.SecondsOf(day));
        }
    });

    private DateTimeOffset? LatestOf(DateOnly day)
    {
        var ends = files.Cameras(day).Where(CameraId.IsValid).Select(camera =>
        {
            var seconds = new byte[days.SecondsOf(day)];
            files.Read(camera, day, seconds);
            return 1 + Array.FindLastIndex(
                seconds, second => CoverageDay.StateOf(second) is not CoverageState.Down and not CoverageState.ClockUnsure);
        });
        return ends.DefaultIfEmpty().Max() is var end and > 0 ? days.StartOf(day).AddSeconds(end) : null;
    }

    private void Change(string camera, DateTimeOffset from, DateTimeOffset to, Func<byte, byte> change)
    {
        if (to - from > LongestSpan)
        {
            return;
        }

        for (var day = days.DayOf(from); days.StartOf(day) < to; day = day.AddDays(1))
        {
            var (start, length) = (days.StartOf(day), days.SecondsOf(day));
            var (first, end) = (IndexOf(from - start, length), IndexOf(to - start, length));
            if (first < end)
            {
                Try(() => files.Change(camera, day, first, end - first, length, change));
            }
        }
    }

    private static int IndexOf(TimeSpan sinceMidnight, int length) =>
        (int)Math.Clamp(Math.Ceiling(sinceMidnight.TotalSeconds - 0.5), 0, length);

    private void Try(Action action) => Try<object>(() =>
    {
        action();
        return null;
    });

    private T? Try<T>(Func<T?> action)
    {
        lock (access)
        {
            try
            {
                var result = action();
                isFailing = false;
                return result;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Failures++;
                if (!isFailing)
                {
                    LogFailure(error.Message);
                }

                isFailing = true;
                return default;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What is watched cannot be noted; such seconds count as nobody watching: {Problem}")]
    private partial void LogFailure(string problem);
}
