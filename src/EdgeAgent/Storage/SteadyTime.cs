namespace EdgeAgent.Storage;

/// <summary>
/// The box's clock without its jumps, by which everything is timed that lasts: it begins with what the clock shows and follows
/// it, but for steps of more than 2 s against the counter that no one can set. Those are summed up in <see cref="Shift"/>. It
/// never goes back. Its timers and timestamps are the clock's own. May be used by several threads at once.
/// </summary>
public sealed class SteadyTime : TimeProvider
{
    private static readonly TimeSpan LargestStep = TimeSpan.FromSeconds(2);

    // A thread that was held up for longer between its two looks has not seen clock and counter at the same moment.
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(0.5);

    private readonly TimeProvider clock;
    private readonly Lock access = new();
    private (DateTimeOffset Clock, long Counter) last;
    private DateTimeOffset steady;
    private TimeSpan shift;
    private ClockJump? lastJump;

    /// <param name="clock">The box's clock.</param>
    public SteadyTime(TimeProvider clock)
    {
        this.clock = clock;
        last = (clock.GetUtcNow(), clock.GetTimestamp());
        steady = last.Clock;
    }

    /// <summary>The newest jump; null while there was none.</summary>
    public ClockJump? LastJump
    {
        get
        {
            lock (access)
            {
                Follow();
                return lastJump;
            }
        }
    }

    /// <summary>How far the clock has jumped ahead since the start, all jumps together, in whole milliseconds.</summary>
    public TimeSpan Shift
    {
        get
        {
            lock (access)
            {
                Follow();
                return shift;
            }
        }
    }

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    /// <summary>The moment without the clock's jumps.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        lock (access)
        {
            Follow();
            return steady;
        }
    }

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);

    /// <summary>What the clock would have shown at a steady moment, had it always gone as it goes now.</summary>
    public DateTimeOffset OnClock(DateTimeOffset at) => at + Shift;

    /// <summary>The opposite of <see cref="OnClock"/>.</summary>
    public DateTimeOffset FromClock(DateTimeOffset shown) => shown - Shift;

    private void Follow()
    {
        var begun = clock.GetTimestamp();
        var now = clock.GetUtcNow();
        var counter = clock.GetTimestamp();
        if (clock.GetElapsedTime(begun, counter) > LongestLook)
        {
            now = last.Clock + clock.GetElapsedTime(last.Counter, counter);
        }

        var step = now - last.Clock - clock.GetElapsedTime(last.Counter, counter);
        if (step.Duration() > LargestStep)
        {
            step = TimeSpan.FromMilliseconds(Math.Round(step.TotalMilliseconds));
            shift += step;
            lastJump = new ClockJump(step, now);
        }

        last = (now, counter);
        steady = now - shift is var moment && moment > steady ? moment : steady;
    }
}

/// <summary>The clock was set.</summary>
/// <param name="By">How far ahead; negative where it was put back.</param>
/// <param name="To">What it showed then.</param>
public sealed record ClockJump(TimeSpan By, DateTimeOffset To);
