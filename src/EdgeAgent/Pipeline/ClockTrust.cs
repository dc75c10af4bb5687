using EdgeAgent.Storage;

namespace EdgeAgent.Pipeline;

/// <summary>
/// Whether the box's clock can be believed. Many a box has no time server and a clock that is right all the same, so the
/// kernel's "not synchronised" alone is no reason for doubt. There is doubt
/// <list type="bullet">
/// <item>while the clock shows a time before this version was built, or twenty years after it;</item>
/// <item>while it shows a time before the newest that the last run has noted;</item>
/// <item>when it shows at the start a time more than 30 days after that;</item>
/// <item>from the moment on when it jumps by more than 2 s against the counter that no one can set;</item>
/// <item>while the cameras agree on another time and no time server is followed.</item>
/// </list>
/// The second to fourth end with the kernel's word that a time server is followed, with that of the cameras, or after a day
/// without another jump: then whoever set the clock meant it. One thread asks; others may read what it was told last.
/// </summary>
public sealed partial class ClockTrust
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromDays(30);
    private static readonly TimeSpan LongestDoubt = TimeSpan.FromDays(1);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMinutes(1);

    private readonly SteadyTime time;
    private readonly Func<DateTimeOffset, bool> isPlausible;
    private readonly Func<bool?> isSynchronised;
    private readonly Func<bool?> doCamerasAgree;
    private readonly ILogger<ClockTrust> log;
    private DateTimeOffset? earlierRun;
    private long? doubtSince;
    private long? askedAt;
    private bool isFollowing;
    private volatile Word word;

    /// <param name="latest">The newest time that an earlier run has noted; null where there was none.</param>
    /// <param name="isPlausible">As <see cref="SystemClock.IsPlausible"/>.</param>
    /// <param name="isSynchronised">As <see cref="SystemClock.IsSynchronised"/>; asked only in doubt, at most once a minute.</param>
    /// <param name="doCamerasAgree">As <see cref="CameraClocks.Agree"/>.</param>
    public ClockTrust(
        SteadyTime time, DateTimeOffset? latest, Func<DateTimeOffset, bool> isPlausible, Func<bool?> isSynchronised, Func<bool?> doCamerasAgree, ILogger<ClockTrust> log)
    {
        (this.time, this.isPlausible, this.isSynchronised, this.doCamerasAgree, this.log) = (time, isPlausible, isSynchronised, doCamerasAgree, log);
        earlierRun = latest;
        word = new Word(true, time.GetUtcNow(), time.LastJump);
        CompareWithEarlierRun(time.OnClock(word.Since));
        IsSure();
    }

    /// <summary>What was said last, and that the clock has not jumped since.</summary>
    public bool IsSureNow => word is { IsSure: true } said && said.Jump == time.LastJump;

    /// <summary>Since when it has been so, as the clock shows it now.</summary>
    public DateTimeOffset Since => time.OnClock(word.Since);

    /// <summary>To be called about once a second.</summary>
    public bool IsSure()
    {
        var (moment, counter) = (time.GetUtcNow(), time.GetTimestamp());
        var now = time.OnClock(moment);
        var jump = time.LastJump;
        if (jump is not null && jump != word.Jump)
        {
            LogJump(jump.By.TotalSeconds);
            (doubtSince, askedAt, earlierRun) = (counter, null, null);
        }
        else if (now >= earlierRun)
        {
            // Nothing else than that the run before was later has made it doubtful.
            (doubtSince, earlierRun) = (null, null);
        }

        var cameras = doCamerasAgree();
        if (doubtSince is { } since && (cameras == true || time.GetElapsedTime(since, counter) >= LongestDoubt || IsFollowing(counter)))
        {
            (doubtSince, earlierRun) = (null, null);
        }

        var isSure = isPlausible(now) && doubtSince is null && (cameras != false || IsFollowing(counter));
        if (isSure != word.IsSure)
        {
            LogTrust(now, isSure ? "sure" : "unsure");
        }

        word = new Word(isSure, isSure == word.IsSure ? word.Since : moment, jump);

        return isSure;
    }

    private void CompareWithEarlierRun(DateTimeOffset now)
    {
        if (now < earlierRun)
        {
            LogBehind(now, earlierRun.Value);
            doubtSince = time.GetTimestamp();
        }
        else if (earlierRun is { } lastRun && now > lastRun + LongestRest)
        {
            LogAhead(now, lastRun);
            (doubtSince, earlierRun) = (time.GetTimestamp(), null);
        }
    }

    private bool IsFollowing(long counter)
    {
        if (askedAt is not { } asked || time.GetElapsedTime(asked, counter) >= BetweenQuestions)
        {
            askedAt = counter;
            isFollowing = isSynchronised() == true;
        }

        return isFollowing;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock jumped by {Seconds:0.0} s")]
    private partial void LogJump(double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock shows {Now:u}, but the agent has already run at {Latest:u}")]
    private partial void LogBehind(DateTimeOffset now, DateTimeOffset latest);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock shows {Now:u}, but the agent has last run at {Latest:u}")]
    private partial void LogAhead(DateTimeOffset now, DateTimeOffset latest);

    [LoggerMessage(Level = LogLevel.Information, Message = "The time {Now:u} is {Trust} from now on")]
    private partial void LogTrust(DateTimeOffset now, string trust);

    /// <param name="Since">Steady time.</param>
    /// <param name="Jump">The newest that was known of.</param>
    private sealed record Word(bool IsSure, DateTimeOffset Since, ClockJump? Jump);
}
