using EdgeAgent.Storage;

namespace EdgeAgent.Pipeline;

/// <summary>
/// Whether the box's clock can be believed, as far as that can be told without another clock. Many a box has no time server
/// and a clock that is right all the same, so the kernel's "not synchronised" alone is no reason for doubt. There is doubt
/// <list type="bullet">
/// <item>while the clock shows a time before this version was built, or twenty years after it;</item>
/// <item>while it shows a time before the newest that the last run has noted;</item>
/// <item>when it shows at the start a time more than 30 days after that;</item>
/// <item>from the moment on when it jumps by more than 2 s against the counter that no one can set.</item>
/// </list>
/// The last three end with the kernel's word that a time server is followed, or after a day without another jump: then
/// whoever set the clock meant it. One thread asks; others may read what it was told last.
/// </summary>
/// <param name="latest">The newest time that an earlier run has noted; null where there was none.</param>
/// <param name="isPlausible">As <see cref="SystemClock.IsPlausible"/>.</param>
/// <param name="isSynchronised">As <see cref="SystemClock.IsSynchronised"/>; asked only in doubt, at most once a minute.</param>
internal sealed partial class ClockTrust(
    TimeProvider time, DateTimeOffset? latest, Func<DateTimeOffset, bool> isPlausible, Func<bool?> isSynchronised, ILogger<ClockTrust> log)
{
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRest = TimeSpan.FromDays(30);
    private static readonly TimeSpan LongestDoubt = TimeSpan.FromDays(1);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMinutes(1);

    private DateTimeOffset? earlierRun = latest;
    private (DateTimeOffset Clock, long Counter)? before;
    private long? doubtSince;
    private long? askedAt;
    private bool wasSure = true;
    private volatile bool isSureNow;

    /// <summary>What was said last; false before.</summary>
    public bool IsSureNow => isSureNow;

    /// <summary>To be called about once a second: a jump is seen from one call to the next.</summary>
    /// <param name="now">What the clock shows.</param>
    /// <param name="counter">The time provider's timestamp of the same moment.</param>
    public bool IsSure(DateTimeOffset now, long counter)
    {
        Compare(now, counter);
        before = (now, counter);
        if (doubtSince is { } since && (time.GetElapsedTime(since, counter) >= LongestDoubt || IsConfirmed(counter)))
        {
            (doubtSince, earlierRun) = (null, null);
        }

        var isSure = isPlausible(now) && doubtSince is null;
        if (isSure != wasSure)
        {
            wasSure = isSure;
            LogTrust(now, isSure ? "sure" : "unsure");
        }

        return isSureNow = isSure;
    }

    private void Compare(DateTimeOffset now, long counter)
    {
        if (before is { } last && now - last.Clock - time.GetElapsedTime(last.Counter, counter) is var jump && jump.Duration() > Jump)
        {
            LogJump(jump.TotalSeconds);
            (doubtSince, askedAt, earlierRun) = (counter, null, null);
        }
        else if (before is null && now < earlierRun)
        {
            LogBehind(now, earlierRun.Value);
            doubtSince = counter;
        }
        else if (before is null && earlierRun is { } lastRun && now > lastRun + LongestRest)
        {
            LogAhead(now, lastRun);
            (doubtSince, earlierRun) = (counter, null);
        }
        else if (now >= earlierRun)
        {
            // Nothing else than that the run before was later has made it doubtful.
            (doubtSince, earlierRun) = (null, null);
        }
    }

    private bool IsConfirmed(long counter)
    {
        if (askedAt is { } asked && time.GetElapsedTime(asked, counter) < BetweenQuestions)
        {
            return false;
        }

        askedAt = counter;
        return isSynchronised() == true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock jumped by {Seconds:0.0} s")]
    private partial void LogJump(double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock shows {Now:u}, but the agent has already run at {Latest:u}")]
    private partial void LogBehind(DateTimeOffset now, DateTimeOffset latest);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock shows {Now:u}, but the agent has last run at {Latest:u}")]
    private partial void LogAhead(DateTimeOffset now, DateTimeOffset latest);

    [LoggerMessage(Level = LogLevel.Information, Message = "The time {Now:u} is {Trust} from now on")]
    private partial void LogTrust(DateTimeOffset now, string trust);
}
