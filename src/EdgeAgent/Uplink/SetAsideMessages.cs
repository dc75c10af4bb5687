using EdgeAgent.Storage;

namespace EdgeAgent.Uplink;

/// <summary>Messages that the broker will never take as things are; kept on disk with the reason until somebody has mended the cause.</summary>
public sealed class SetAsideMessages
{
    private const int AtATime = 200;

    private readonly OutboxTables tables;
    private readonly SteadyTime time;
    private readonly Action notify;

    /// <param name="notify">Called when there is work for the publisher again.</param>
    internal SetAsideMessages(OutboxTables tables, SteadyTime time, Action notify)
    {
        this.tables = tables;
        this.time = time;
        this.notify = notify;
    }

    /// <summary>Ends the waiting of a message that can never be sent, and keeps it with the reason.</summary>
    internal void Add(OutboxMessage message, string reason) => tables.InTransactionOnReserve(() =>
    {
        if (tables.Waiting.FindById(message.Place) is not { } row)
        {
            return;
        }

        row.Refusal = reason;
        row.RefusedAt = time.OnClock(time.GetUtcNow()).UtcDateTime;
        Move(row, isWaiting: false);
    });

    /// <summary>The newest, events before thumbnails.</summary>
    public IReadOnlyList<SetAsideMessage> Newest(int atMost) =>
    [
        .. new[] { (0, OutboxPlace.Thumbnails), (OutboxPlace.Thumbnails, OutboxPlace.Last) }
            .SelectMany(range => Newest(range.Item1, range.Item2, atMost)).Take(atMost),
    ];

    /// <summary>Has all of them wait again; what is still refused is set aside again.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="IOException">The disk does not take it; the rest stays set aside.</exception>
    public int SendAgain()
    {
        var count = 0;

        // No more than there are: meanwhile some may be refused again.
        var all = tables.SetAside.Count();
        while (count < all && tables.SetAside.Query().Limit(AtATime).ToList() is { Count: > 0 } rows)
        {
            tables.InTransaction(() => rows.ForEach(row =>
            {
                (row.Refusal, row.RefusedAt) = (null, null);
                Move(row, isWaiting: true);
            }));
            count += rows.Count;
        }

        notify();
        return count;
    }

    private void Move(OutboxRow row, bool isWaiting)
    {
        var (from, to) = isWaiting ? (tables.SetAside, tables.Waiting) : (tables.Waiting, tables.SetAside);
        from.Delete(row.Id);
        to.Upsert(row);
        var counters = tables.Counters;
        counters.CountWaiting(row.Id, isWaiting ? 1 : -1);
        counters.SetAside += isWaiting ? -1 : 1;
        tables.Keep(counters);
    }

    private IEnumerable<SetAsideMessage> Newest(long behind, long upTo, int atMost) =>
        tables.SetAside.Between(behind, upTo).OrderByDescending(row => row.Id).Limit(atMost).ToList().Select(row => new SetAsideMessage(
            row.Incident, OutboxPlace.IsOfThumbnail(row.Id), row.Refusal ?? "", new DateTimeOffset((row.RefusedAt ?? row.QueuedAt).ToUniversalTime())));
}

/// <summary>A message that is kept aside.</summary>
/// <param name="Incident">Id of the incident it belongs to.</param>
/// <param name="IsThumbnail">A picture; else an event.</param>
/// <param name="Reason">For people.</param>
/// <param name="At">When it was set aside.</param>
public sealed record SetAsideMessage(string Incident, bool IsThumbnail, string Reason, DateTimeOffset At);
