namespace EdgeAgent.Uplink;

/// <summary>
/// A time in which incidents and their pictures wait although the broker is there, because the owner wants it so: a metered
/// link, say. States and heartbeats go on, so that the centre sees it. It survives restarts and ends by itself.
/// </summary>
public sealed class OutboxPause
{
    /// <summary>No pause is longer, so that none is forgotten.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private readonly OutboxTables tables;
    private readonly TimeProvider time;
    private readonly Action notify;
    private readonly ILogger log;
    private PauseRow? newest;

    /// <param name="notify">Called when there may be work for the publisher.</param>
    internal OutboxPause(OutboxTables tables, TimeProvider time, Action notify, ILogger log)
    {
        this.tables = tables;
        this.time = time;
        this.notify = notify;
        this.log = log;
        newest = tables.Pause.FindById(PauseRow.OnlyId);
    }

    /// <summary>When the pause that is on ends, or null.</summary>
    public DateTimeOffset? Until
    {
        get
        {
            // Where the clock was put back, nothing would be sent until that time comes round again.
            var left = newest?.Until.ToUniversalTime() - time.GetUtcNow().UtcDateTime;
            return left > TimeSpan.Zero && left <= Longest ? new DateTimeOffset(newest!.Until.ToUniversalTime()) : null;
        }
    }

    /// <summary>Begins a pause, or ends the one that is on at another time.</summary>
    /// <param name="length">Above zero, <see cref="Longest"/> at most.</param>
    /// <exception cref="IOException">It did not reach the disk; nothing was changed.</exception>
    public void Begin(TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Longest);
        var row = new PauseRow { Until = (time.GetUtcNow() + length).UtcDateTime };
        tables.InTransaction(() => tables.Pause.Upsert(row));
        newest = row;
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
