using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Storage;
using EdgeAgent.Uplink.Commands;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Uplink;

/// <summary>
/// Keeps the connection to the broker and sends over it: the agent's own state, the cameras' states and the days' summaries, then what waits in
/// the outbox. What it does not do: decide what is worth sending.
/// </summary>
public sealed class MqttPublisher : BackgroundService
{
    /// <summary>For the answer that is on its way and the goodbye; the host waits longer than that.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(3);

    /// <summary>Every message rings the bell; a look without it covers a recorder that died between its commit and the ring.</summary>
    private static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromSeconds(30);

    private readonly UplinkOptions options;
    private readonly Outbox outbox;
    private readonly TimeProvider time;
    private readonly LinkJournal journal;
    private readonly Envelope envelope;
    private readonly Delivery delivery;
    private readonly RetainedStates states;
    private readonly CommandLink commands;
    private readonly LinkPlan plan;
    private readonly RetrySchedule holding;
    private volatile BrokerConnection? connection;

    public MqttPublisher(
        UplinkOptions options,
        Outbox outbox,
        EvidenceStore evidence,
        SigningKey box,
        CommandDesk desk,
        UplinkMetrics metrics,
        TimeProvider time,
        ILogger<MqttPublisher> log)
    {
        this.options = options;
        this.outbox = outbox;
        this.time = time;
        envelope = new Envelope(options, evidence.FullPath);
        delivery = new Delivery(outbox, envelope, metrics, time, log);
        states = new RetainedStates(envelope, outbox.Boot, box.Public.Fingerprint, time, log);
        Pictures = new LivePictures(envelope);
        commands = new CommandLink(desk, envelope, log);
        plan = new LinkPlan(options, time, Random.Shared);
        holding = new RetrySchedule(options.Retry, Random.Shared);
        journal = new LinkJournal(options.ClientId, metrics, time, log);
    }

    public LinkStatus Status => journal.Status with { Rival = plan.Rival };

    /// <summary>For what the centre wants to see.</summary>
    public LivePictures Pictures { get; }

    /// <summary>Says again what stands on the retained topics, the agent's own state included.</summary>
    public void SayAllAgain()
    {
        states.SayAllAgain();
        outbox.Notify();
    }

    /// <summary>The newest state wins; it is sent as soon as there is a connection, and again on each new one.</summary>
    public void SetCameraState(CameraMessage state)
    {
        if (states.Set(envelope.For(state)))
        {
            outbox.Notify();
        }
    }

    /// <summary>
    /// The newest summary of each day wins; it is sent as soon as there is a connection. That of today is sent again on each
    /// new connection, a final one not.
    /// </summary>
    public void SetSummary(SummaryMessage summary)
    {
        if (states.Set(envelope.For(summary), isLast: summary.Final))
        {
            outbox.Notify();
        }
    }

    /// <summary>Sends when connected. Without a connection nothing happens: the next heartbeat says more than this one would.</summary>
    public Task SendHeartbeatAsync(HeartbeatMessage heartbeat, CancellationToken cancellationToken) =>
        connection is { IsUp: true } up ? up.SendAsync(envelope.For(heartbeat), cancellationToken) : Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hardStop = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var softStop = stoppingToken.Register(() => hardStop.CancelAfter(StopWithin));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ServeAsync(stoppingToken, hardStop.Token);
            }
            catch (Exception error) when (error is LinkException || AgentDatabase.IsFailure(error))
            {
                await WaitAfterAsync(error, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
        }
    }

    /// <summary>One connection, from birth to goodbye.</summary>
    private async Task ServeAsync(CancellationToken softStop, CancellationToken hardStop)
    {
        using var up = await BrokerConnection.OpenAsync(plan.Broker, options.ClientId, states.Will, time, outbox.Notify, softStop);
        await delivery.BeginAsync();
        // A centre may command as soon as it reads that the agent is there.
        await commands.ListenAsync(up, hardStop);
        await states.SayOnlineAsync(up, hardStop);
        plan.Up();
        journal.Up(plan.Name, Waiting());
        connection = up;
        Pictures.Connection = up;
        states.SendAllAgain();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(softStop);
        var better = BetterBrokerAsync(end.Token);
        var replying = commands.ReplyAsync(up, outbox.Notify, end.Token, hardStop);
        try
        {
            while (!softStop.IsCancellationRequested && !better.IsCompleted)
            {
                await up.DemandUpAsync();
                await (replying.IsFaulted ? replying : Task.CompletedTask);
                await WorkAsync(up, softStop, hardStop);
            }

            await end.CancelAsync();
            await replying;
            await delivery.TakeAllAnswersAsync(up, hardStop);
            if (await states.SayStoppedAsync(up, hardStop))
            {
                await delivery.ConfirmAsync();
            }
        }
        finally
        {
            connection = null;
            Pictures.Connection = null;
            journal.Down();
            await end.CancelAsync();
            await replying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await EndedAsync(better, end.Token);
        }
    }

    /// <returns>Null where the database does not answer: the connection is for telling that, too.</returns>
    private int? Waiting()
    {
        try
        {
            return outbox.Figures().Count;
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            return null;
        }
    }

    /// <summary>Gets on with what is to be sent, or waits for something.</summary>
    private async Task WorkAsync(BrokerConnection up, CancellationToken softStop, CancellationToken hardStop)
    {
        try
        {
            var sent = await states.SendNextAsync(up, hardStop);
            if (!sent && await delivery.StepAsync(up, hardStop))
            {
                sent = true;
                plan.Delivered();
            }

            journal.Flowing();
            holding.Reset();
            if (!sent)
            {
                await outbox.Bell.WaitAsync(LookAtLeastEvery, time, softStop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (Exception error) when (error is DeliveryHeldException || AgentDatabase.IsFailure(error))
        {
            journal.Held(error);
            await PauseAsync(holding.NextDelay(), softStop);
        }
    }

    /// <summary>Ends when a more preferred broker is to have its turn.</summary>
    private async Task BetterBrokerAsync(CancellationToken cancellationToken)
    {
        await plan.FindBetterAsync(cancellationToken);
        journal.MovesTo(plan.Broker.Address);
        outbox.Notify();
    }

    private static async Task EndedAsync(Task cancelled, CancellationToken cancellationToken)
    {
        try
        {
            await cancelled;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // As it was told to.
        }
    }

    private async Task WaitAfterAsync(Exception error, CancellationToken softStop)
    {
        journal.Down(error);
        var wait = plan.Failed(error, out var givesWay);
        if (givesWay)
        {
            journal.GaveWay(plan.Rival!, wait);
        }

        await PauseAsync(wait, softStop);
    }

    private async Task PauseAsync(TimeSpan wait, CancellationToken softStop) =>
        await Task.Delay(wait, time, softStop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
