using EdgeAgent.Storage;
using MQTTnet;

namespace EdgeAgent.Uplink;

/// <summary>Gets what waits from the outbox to the broker, some messages at a time. One leaves the outbox only when its acknowledgement is confirmed.</summary>
internal sealed class Delivery(Outbox outbox, Envelope envelope, UplinkMetrics metrics, TimeProvider time, ILogger log)
{
    private const int RemovedAtATime = SendingWindow.Size / 2;

    private readonly SendingOrder order = new(outbox);
    private readonly SendingWindow window = new();

    /// <summary>One of these has ended a connection or is not taken: one message at a time until they are through.</summary>
    private readonly HashSet<long> doubtful = [];
    private long suspect;
    private int cuts;
    private bool isPaused;
    private bool isBegun;
    private Task? removing;
    private Exception? held;

    /// <summary>Call when a connection begins: what the one before did not confirm is sent again.</summary>
    public async Task BeginAsync()
    {
        try
        {
            await RemoveConfirmedAsync();
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            // What it could not remove is sent again.
        }

        doubtful.UnionWith(window.UnansweredPlaces);
        window.Clear();
        held = null;
        isBegun = false;
    }

    /// <summary>Sends what may be sent now, and waits for the next answer.</summary>
    /// <returns>False when nothing waits, or its owner wants it to wait.</returns>
    /// <exception cref="LinkException">The connection failed; what is not confirmed stays.</exception>
    /// <exception cref="DeliveryHeldException">The broker does not take a message now; it stays.</exception>
    public async Task<bool> StepAsync(BrokerConnection connection, CancellationToken cancellationToken)
    {
        if (held is null)
        {
            await FillAsync(connection, cancellationToken);
        }

        if (window.Head is not null)
        {
            await TakeAnswerAsync(connection, cancellationToken);
            if (held is null)
            {
                return true;
            }
        }

        await TakeAllAnswersAsync(connection, cancellationToken);
        var settled = await SettleAsync(connection, cancellationToken);
        if (held is { } reason)
        {
            held = null;
            throw reason;
        }

        return settled;
    }

    /// <summary>Waits for what is on its way; nothing more is sent.</summary>
    /// <exception cref="LinkException">The connection failed; what is not confirmed stays.</exception>
    public async Task TakeAllAnswersAsync(BrokerConnection connection, CancellationToken cancellationToken)
    {
        while (window.Head is not null)
        {
            await TakeAnswerAsync(connection, cancellationToken);
        }
    }

    /// <summary>Call when the broker has answered to something that was sent after all was acknowledged.</summary>
    public Task ConfirmAsync()
    {
        window.ConfirmAll();
        return RemoveConfirmedAsync();
    }

    private async Task RemoveConfirmedAsync()
    {
        while (removing is not null || window.Confirmed > 0)
        {
            await RemovedAsync();
            Remove();
        }
    }

    private async Task FillAsync(BrokerConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            BeginOrder();
            if (IsPaused())
            {
                return;
            }

            while (HasRoom(connection) && Next() is { } message)
            {
                if (Packet(connection, message) is { } packet)
                {
                    window.Add(message, packet, await connection.BeginPublishAsync(packet, cancellationToken));
                }
            }
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            // It may have been handed out already, so all must be handed out again, when the rest is through.
            held = error;
        }
    }

    // Not when the connection begins: a box whose database does not answer must be able to say so.
    private void BeginOrder()
    {
        if (!isBegun)
        {
            order.Begin();
            isBegun = true;
        }
    }

    private bool HasRoom(BrokerConnection connection) =>
        doubtful.Count > 0 ? window.Head is null : window.HasRoom(connection.ReceiveMaximum);

    // A thumbnail only behind the acknowledgement of its incident's event.
    private OutboxMessage? Next() => order.NextEvent() ?? (window.AwaitsEvent ? null : order.NextThumbnail());

    // What waited for the end of a pause has waited like what waited for a connection.
    private bool IsPaused()
    {
        var isOn = outbox.Pause.Until is not null;
        if (isPaused && !isOn && window.IsEmpty)
        {
            order.Begin();
            UplinkLog.PauseOver(log, outbox.Figures().Count);
        }

        return isPaused = isOn;
    }

    /// <summary>Has all that was acknowledged confirmed, and begins anew with what waits: some may wait again.</summary>
    private async Task<bool> SettleAsync(BrokerConnection connection, CancellationToken cancellationToken)
    {
        var isAny = window.AwaitsConfirmation;
        if (isAny)
        {
            await connection.PingAsync(cancellationToken);
        }

        isAny |= !window.IsEmpty;
        await ConfirmAsync();
        if (isBegun)
        {
            order.Rewind();
        }

        return isAny;
    }

    private async Task TakeAnswerAsync(BrokerConnection connection, CancellationToken cancellationToken)
    {
        var (message, packet, pending, _) = window.Head!;
        var answer = await AnswerAsync(connection, message, pending, cancellationToken);
        if (answer.IsSuccess)
        {
            Count(message, packet);
            doubtful.Remove(message.Place);
        }
        else if (Refusal.IsFinal(message, answer.ReasonCode))
        {
            SetAside(message, $"the broker refuses it: {Refusal.Words(answer.ReasonCode)} {answer.ReasonString}".TrimEnd());
        }
        else
        {
            doubtful.Add(message.Place);
            held = new DeliveryHeldException($"the broker refuses {packet.Topic}: {Refusal.Words(answer.ReasonCode)}");
        }

        window.Answered(answer.IsSuccess);
        if (removing is { IsCompleted: true })
        {
            await RemovedAsync();
        }

        if (removing is null && window.Confirmed >= RemovedAtATime)
        {
            Remove();
        }
    }

    /// <returns>Null when it can never be sent and was set aside.</returns>
    private MqttApplicationMessage? Packet(BrokerConnection connection, OutboxMessage message)
    {
        try
        {
            var packet = envelope.For(message, order.IsBacklog(message));
            if (connection.Takes(packet))
            {
                return packet;
            }

            SetAside(message, $"the broker takes no packet of {PacketSize.Of(packet)} bytes");
        }
        catch (UnsendableException error)
        {
            SetAside(message, error.Message);
        }

        return null;
    }

    private async Task<MqttClientPublishResult> AnswerAsync(
        BrokerConnection connection, OutboxMessage message, PendingAnswer pending, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.AnswerAsync(pending, cancellationToken);
        }
        catch (LinkException error) when (window.AwaitsOnlyHead)
        {
            Blame(message, error);
            throw;
        }
    }

    private void Blame(OutboxMessage message, LinkException error)
    {
        cuts = suspect == message.Place ? cuts : 0;
        suspect = message.Place;
        cuts += error.Failure == LinkFailure.Cut ? 1 : 0;
        if (Refusal.IsFinal(message, error.Failure, cuts))
        {
            SetAside(message, $"{error.Message}, {Math.Max(1, cuts)} time(s) at this message");
        }
    }

    // The disk takes its time for it; meanwhile others are sent.
    private void Remove()
    {
        if (window.TakeConfirmed() is { Count: > 0 } leaving)
        {
            removing = Task.Run(() => outbox.Remove(leaving));
        }
    }

    private async Task RemovedAsync()
    {
        if (removing is null)
        {
            return;
        }

        var isRemoved = false;
        try
        {
            await removing;
            isRemoved = true;
        }
        finally
        {
            removing = null;
            window.Left(isRemoved);
        }
    }

    private void SetAside(OutboxMessage message, string reason)
    {
        outbox.SetAside.Add(message, reason);
        doubtful.Remove(message.Place);
        UplinkLog.SetAside(log, message is QueuedThumbnail ? "thumbnail" : "event", message.Incident, reason);
    }

    private void Count(OutboxMessage message, MqttApplicationMessage packet)
    {
        metrics.Acknowledged(message switch { QueuedThumbnail => "thumbnail", QueuedRectification => "rectification", _ => "incident" }, packet.Payload.Length);
        if (message is QueuedEvent { Revision: 0 } opened && !order.IsBacklog(opened))
        {
            metrics.OpenedAcknowledged(time.GetUtcNow().UtcDateTime - opened.SeenAt.ToUniversalTime());
        }
    }
}
