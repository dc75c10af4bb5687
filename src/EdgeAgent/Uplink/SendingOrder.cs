namespace EdgeAgent.Uplink;

/// <summary>
/// In which order a connection sends what waits: events that were queued since it began, then the backlog's events, then
/// new incidents' thumbnails, then the backlog's. An event of an incident whose earlier ones are in the backlog takes them
/// along before it. What was handed out once is not handed out again.
/// </summary>
internal sealed class SendingOrder(Outbox outbox)
{
    private readonly Queue<OutboxMessage> takenAlong = [];
    private readonly HashSet<long> overtaken = [];
    private long backlogUpTo;
    private OutboxLane newEvents = null!;
    private OutboxLane oldEvents = null!;
    private OutboxLane newThumbnails = null!;
    private OutboxLane oldThumbnails = null!;

    /// <summary>Call when a connection begins: whatever waits is the backlog.</summary>
    public void Begin()
    {
        backlogUpTo = outbox.LastNumber();
        Rewind();
    }

    /// <summary>Hands everything that still waits out again; call when nothing is on its way.</summary>
    public void Rewind()
    {
        takenAlong.Clear();
        overtaken.Clear();
        newEvents = new(outbox, backlogUpTo, OutboxPlace.Thumbnails);
        oldEvents = new(outbox, 0, backlogUpTo);
        newThumbnails = new(outbox, OutboxPlace.Thumbnails + backlogUpTo, OutboxPlace.Last);
        oldThumbnails = new(outbox, OutboxPlace.Thumbnails, OutboxPlace.Thumbnails + backlogUpTo);
    }

    /// <summary>Whether it had to wait for this connection.</summary>
    public bool IsBacklog(OutboxMessage message) => OutboxPlace.NumberOf(message.Place) <= backlogUpTo;

    public OutboxMessage? NextEvent()
    {
        if (takenAlong.TryDequeue(out var waited))
        {
            return waited;
        }

        if (newEvents.Next() is { } news)
        {
            return BehindItsEarlierOnes(news);
        }

        OutboxMessage? next;
        do
        {
            next = oldEvents.Next();
        }
        while (next is not null && overtaken.Remove(next.Place));
        return next;
    }

    /// <summary>Call when <see cref="NextEvent"/> has none.</summary>
    public OutboxMessage? NextThumbnail() => newThumbnails.Next(IsAnnounced) ?? oldThumbnails.Next();

    // It may have been queued a moment ago, with its event, which is the number before it.
    private bool IsAnnounced(OutboxMessage thumbnail) =>
        OutboxPlace.NumberOf(thumbnail.Place) - 1 is var itsEvent && (itsEvent <= newEvents.HandedOut || outbox.Find(itsEvent) is null);

    private OutboxMessage BehindItsEarlierOnes(OutboxMessage news)
    {
        List<OutboxMessage> together = [news];
        while (together[^1].Previous is var previous
            && previous > oldEvents.HandedOut && previous <= backlogUpTo && !overtaken.Contains(previous)
            && outbox.Find(previous) is { } earlier)
        {
            together.Add(earlier);
        }

        together.Reverse();
        together.ForEach(takenAlong.Enqueue);
        overtaken.UnionWith(together.Where(IsBacklog).Select(message => message.Place));
        return takenAlong.Dequeue();
    }
}

/// <summary>A range of places in their order, read some at a time.</summary>
internal sealed class OutboxLane(Outbox outbox, long behind, long upTo)
{
    private const int AtATime = 32;

    private readonly Queue<OutboxMessage> ahead = [];
    private long read = behind;
    private long? dryAt;

    /// <summary>The last place that was handed out.</summary>
    public long HandedOut { get; private set; } = behind;

    /// <param name="mayGo">Where it says no, there is none for now.</param>
    public OutboxMessage? Next(Predicate<OutboxMessage>? mayGo = null)
    {
        var news = outbox.News;
        if (ahead.Count == 0 && dryAt != news)
        {
            foreach (var message in outbox.Read(read, upTo, AtATime))
            {
                ahead.Enqueue(message);
                read = message.Place;
            }

            dryAt = ahead.Count == 0 ? news : null;
        }

        if (!ahead.TryPeek(out var next) || mayGo?.Invoke(next) == false)
        {
            return null;
        }

        ahead.Dequeue();
        HandedOut = next.Place;
        return next;
    }
}
