using MQTTnet;

namespace EdgeAgent.Uplink;

/// <summary>
/// Gets one message at a time from the outbox to the broker. It leaves the outbox only after the broker has acknowledged it and
/// then answered once more: Mosquitto acknowledges before it writes, and what it is killed in between with would be lost.
/// </summary>
internal sealed class Delivery(Outbox outbox, Envelope envelope, UplinkMetrics metrics, TimeProvider time, ILogger log)
{
    private long suspect;
    private int cuts;
    private OutboxMessage? acknowledged;

    /// <summary>Call when a connection begins: what the one before did not confirm is sent again.</summary>
    public void Begin() => acknowledged = null;

    /// <summary>Call when the broker has answered anything.</summary>
    public void Confirm()
    {
        if (acknowledged is { } confirmed)
        {
            outbox.Remove(confirmed);
            acknowledged = null;
        }
    }

    /// <summary>Sends the oldest message that was not sent on this connection, and waits for the answer.</summary>
    /// <param name="replayedUpTo">Position of the newest message that was queued before this connection.</param>
    /// <returns>False when nothing waits.</returns>
    /// <exception cref="LinkException">The connection failed; the message stays.</exception>
    /// <exception cref="DeliveryHeldException">The broker does not take it now; the message stays.</exception>
    public async Task<bool> SendOldestAsync(BrokerConnection connection, long replayedUpTo, CancellationToken cancellationToken)
    {
        if (outbox.Peek(behind: acknowledged?.Position ?? 0) is not { } message)
        {
            return await TryConfirmAsync(connection, cancellationToken);
        }

        var replayed = message.Position <= replayedUpTo;
        if (Packet(connection, message, replayed) is not { } packet)
        {
            return true;
        }

        var answer = await PublishAsync(connection, message, packet, cancellationToken);
        Confirm();
        if (answer.IsSuccess)
        {
            Count(message, replayed);
            acknowledged = message;
        }
        else if (Refusal.IsFinal(message, answer.ReasonCode))
        {
            SetAside(message, $"the broker refuses it: {Refusal.Words(answer.ReasonCode)} {answer.ReasonString}".TrimEnd());
        }
        else
        {
            throw new DeliveryHeldException($"the broker refuses {packet.Topic}: {Refusal.Words(answer.ReasonCode)}");
        }

        return true;
    }

    private async Task<bool> TryConfirmAsync(BrokerConnection connection, CancellationToken cancellationToken)
    {
        if (acknowledged is null)
        {
            return false;
        }

        await connection.PingAsync(cancellationToken);
        Confirm();
        return true;
    }

    /// <returns>Null when it can never be sent and was set aside.</returns>
    private MqttApplicationMessage? Packet(BrokerConnection connection, OutboxMessage message, bool replayed)
    {
        try
        {
            var packet = envelope.For(message, replayed);
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

    private async Task<MqttClientPublishResult> PublishAsync(
        BrokerConnection connection, OutboxMessage message, MqttApplicationMessage packet, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.PublishAsync(packet, cancellationToken);
        }
        catch (LinkException error)
        {
            cuts = suspect == message.Position ? cuts : 0;
            suspect = message.Position;
            cuts += error.Failure == LinkFailure.Cut ? 1 : 0;
            if (Refusal.IsFinal(message, error.Failure, cuts))
            {
                SetAside(message, $"{error.Message}, {Math.Max(1, cuts)} time(s) at this message");
            }

            throw;
        }
    }

    private void SetAside(OutboxMessage message, string reason)
    {
        outbox.SetAside(message, reason);
        UplinkLog.SetAside(log, message.Position, message.Incident, reason);
    }

    private void Count(OutboxMessage message, bool replayed)
    {
        metrics.Acknowledged(message switch { QueuedThumbnail => "thumbnail", QueuedRectification => "rectification", _ => "incident" });
        if (message is QueuedEvent { Revision: 0 } opened && !replayed)
        {
            metrics.OpenedAcknowledged(time.GetUtcNow().UtcDateTime - opened.SeenAt.ToUniversalTime());
        }
    }
}
