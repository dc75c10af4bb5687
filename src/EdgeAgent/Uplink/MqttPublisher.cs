using EdgeAgent.Evidence;
using EdgeAgent.Storage;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Uplink;

/// <summary>
/// Keeps the connection to the broker and sends over it: the agent's own state, the cameras' states and the days' summaries, then what waits in
/// the outbox, oldest first. What it does not do: decide what is worth sending.
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
    private readonly RetrySchedule connecting;
    private readonly RetrySchedule holding;
    private readonly string clientId;
    private volatile BrokerConnection? connection;

    public MqttPublisher(
        UplinkOptions options, Outbox outbox, EvidenceStore evidence, UplinkMetrics metrics, TimeProvider time, ILogger<MqttPublisher> log)
    {
        this.options = options;
        this.outbox = outbox;
        this.time = time;
        envelope = new Envelope(options, evidence.FullPath);
        delivery = new Delivery(outbox, envelope, metrics, time, log);
        states = new RetainedStates(envelope, outbox.Boot, time, log);
        connecting = new RetrySchedule(options.Retry, Random.Shared);
        holding = new RetrySchedule(options.Retry, Random.Shared);
        clientId = options.ClientId;
        journal = new LinkJournal(options.Broker.Address, clientId, metrics, time, log);
    }

    public LinkStatus Status => journal.Status;

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
                journal.Down(error);
                await Pause(connecting, stoppingToken);
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
        using var up = await BrokerConnection.OpenAsync(options.Broker, clientId, states.Will, time, outbox.Notify, softStop);
        var began = time.GetTimestamp();
        var replayedUpTo = outbox.LastPosition();
        delivery.Begin();
        await states.SayOnlineAsync(up, hardStop);
        journal.Up(outbox.Figures().Count);
        connection = up;
        states.SendAllAgain();
        try
        {
            while (!softStop.IsCancellationRequested)
            {
                await up.DemandUpAsync();
                await WorkAsync(up, replayedUpTo, softStop, hardStop);
            }

            if (await states.SayStoppedAsync(up, hardStop))
            {
                delivery.Confirm();
            }
        }
        finally
        {
            connection = null;
            journal.Down();
            if (time.GetElapsedTime(began).TotalSeconds > options.Retry.MaximumSeconds)
            {
                connecting.Reset();
            }
        }
    }

    /// <summary>Sends one message, or waits for one.</summary>
    private async Task WorkAsync(BrokerConnection up, long replayedUpTo, CancellationToken softStop, CancellationToken hardStop)
    {
        try
        {
            var sent = await states.SendNextAsync(up, hardStop);
            if (!sent && await delivery.SendOldestAsync(up, replayedUpTo, hardStop))
            {
                sent = true;
                connecting.Reset();
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
            await Pause(holding, softStop);
        }
    }

    private async Task Pause(RetrySchedule schedule, CancellationToken softStop) =>
        await Task.Delay(schedule.NextDelay(), time, softStop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
