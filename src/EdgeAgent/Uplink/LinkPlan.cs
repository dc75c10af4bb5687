namespace EdgeAgent.Uplink;

/// <summary>Where to connect and when, by what has become of the connections before: the brokers in order of preference, and a rival's turn.</summary>
internal sealed class LinkPlan(UplinkOptions options, TimeProvider time, Random random)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(5);

    private readonly IReadOnlyList<BrokerOptions> brokers = options.BrokersInOrder();
    private readonly RetrySchedule retry = new(options.Retry, random);
    private readonly RivalWatch rivals = new(time, random);
    private int place = 1;
    private long? upSince;

    /// <summary>The broker whose turn it is.</summary>
    public BrokerOptions Broker => brokers[place - 1];

    public ConnectedBroker Name => new(place, Broker.Address);

    /// <summary>Another box under this site's name; null where there is no sign of one.</summary>
    public Rival? Rival => rivals.Seen;

    public void Up() => upSince = time.GetTimestamp();

    /// <summary>Something was delivered: the next wait is a short one, and no other box has kept this one from it.</summary>
    public void Delivered()
    {
        retry.Reset();
        rivals.Delivered();
    }

    /// <summary>The connection has failed, or could not be made: another broker may have its turn.</summary>
    /// <param name="givesWay">Whether the wait is for another box's sake.</param>
    /// <returns>How long to wait.</returns>
    public TimeSpan Failed(Exception error, out bool givesWay)
    {
        TimeSpan? lasted = upSince is { } since ? time.GetElapsedTime(since) : null;
        upSince = null;
        if (lasted?.TotalSeconds > options.Retry.MaximumSeconds)
        {
            retry.Reset();
            place = 1;
        }
        else if (error is LinkException { Failure: not LinkFailure.TakenOver })
        {
            place = place % brokers.Count + 1;
        }

        var rivalsTurn = error is LinkException link ? rivals.After(link.Failure, lasted) : null;
        givesWay = rivalsTurn is not null;
        return rivalsTurn ?? retry.NextDelay();
    }

    /// <summary>
    /// Returns when a more preferred broker than the present one answers, and gives it its turn. Looks every few minutes, each box at
    /// moments of its own, under another client id.
    /// </summary>
    public async Task FindBetterAsync(CancellationToken cancellationToken)
    {
        while (place > 1)
        {
            await Task.Delay(LookEvery * (1 + random.NextDouble()) / 2, time, cancellationToken);
            for (var better = 1; better < place; better++)
            {
                if (await BrokerProbe.AnswersAsync(options, brokers[better - 1], time, cancellationToken))
                {
                    (place, upSince) = (better, null);
                    return;
                }
            }
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }
}
