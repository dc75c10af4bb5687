using EdgeAgent.Storage;

namespace EdgeAgent.Uplink;

/// <summary>
/// A time in which incidents, their pictures and the owner's answers wait although the broker is there, because the owner wants it so: a metered
/// link, say. States and heartbeats go on, so that the centre sees it. It survives restarts and ends by itself.
/// </summary>
public sealed class OutboxPause
{
    /// <summary>No pause is longer, so that none is forgotten.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private readonly OutboxTables tables;
    private readonly SteadyTime time;
    private readonly Action notify;
    private readonly ILogger log;
    private DateTimeOffset? newest;

    /// <param name="notify">Called when there may be work for the publisher.</param>
    internal OutboxPause(OutboxTables tables, SteadyTime time, Action notify, ILogger log)
    {
        this.tables = tables;
        this.time = time;
        this.notify = notify;
        this.log = log;
        newest = tables.Pause.FindById(PauseRow.OnlyId) is { } row ? time.FromClock(new DateTimeOffset(row.Until.ToUniversalTime())) : null;
    }

    /// <summary>When the pause that is on ends, by the clock; or null.</summary>
    public DateTimeOffset? Until
    {
        get
        {
            // Where the clock was put back while the agent was off, nothing would be sent until that time comes round again.
            var left = newest - time.GetUtcNow();
            return left > TimeSpan.Zero && left <= Longest ? time.OnClock(newest!.Value) : null;
        }
    }

    /// <summary>Begins a pause, or ends the one that is on at another time.</summary>
    /// <param name="length">Above zero, <see cref="Longest"/> at most.</param>
    /// <exception cref="IOException">It did not reach the disk; nothing was changed.</exception>
    public void Begin(TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Longest);
        var until = time.GetUtcNow() + length;
        var row = new PauseRow { Until = time.OnClock(until).UtcDateTime };
        tables.InTransaction(() => tables.Pause.Upsert(row));
        newest = until;
        UplinkLog.Paused(log, row.Until);
    }

    /// <summary>Ends it now.</summary>
    /// <exception cref="IOException">It did not reach the disk; nothing was changed.</exception>
    public void End()
    {
        tables.InTransactionOnReserve(() => tables.Pause.Delete(PauseRow.OnlyId));
        newest = null;
        notify();
        UplinkLog.Resumed(log);
    }
}
