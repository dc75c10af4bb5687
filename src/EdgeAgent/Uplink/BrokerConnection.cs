using System.Buffers;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeAgent.Uplink;

/// <summary>
/// One connection of the agent to the broker, from its birth message to its end. It begins with a clean session: what
/// must not be lost is in the outbox, and a packet kept by the library would be sent beside it a second time.
/// </summary>
internal sealed class BrokerConnection : IDisposable
{
    // Nothing of the contract comes near it; a broker that speaks MQTT 5 keeps back what is larger.
    private const uint LargestReceived = 1024 * 1024;

    private static readonly TimeSpan EndIsTold = TimeSpan.FromSeconds(1);
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly TimeSpan answerWithin;
    private readonly TimeProvider time;
    private readonly string address;
    private readonly bool speaksV5;
    private readonly TaskCompletionSource<MqttClientDisconnectedEventArgs> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private uint? maximumPacket;
    private SemaphoreSlim receivable = null!;

    private BrokerConnection(BrokerOptions broker, TimeProvider time, Action onEnd)
    {
        speaksV5 = broker.Version == MqttVersion.V5;
        answerWithin = TimeSpan.FromSeconds(broker.AnswerSeconds);
        address = broker.Address;
        this.time = time;
        client.DisconnectedAsync += end =>
        {
            ended.TrySetResult(end);
            onEnd();
            return Task.CompletedTask;
        };
    }

    public bool IsUp => client.IsConnected;

    /// <summary>Bytes of the largest packet by which the connection will surely not end: over MQTT 3.1.1 no broker says how large it may be.</summary>
    public long LargestSurePacket => maximumPacket is > 0 and { } said ? said : speaksV5 ? PacketSize.Largest : PacketSize.Agreed;

    /// <summary>How many messages the broker takes before it has acknowledged the first (MQTT 5.0, section 4.9); the library does not mind it.</summary>
    public int ReceiveMaximum { get; private set; }

    /// <param name="will">What the broker shall publish when the connection breaks.</param>
    /// <param name="onEnd">Called when the connection is over.</param>
    /// <exception cref="LinkException">No connection.</exception>
    public static async Task<BrokerConnection> OpenAsync(
        BrokerOptions broker, string clientId, MqttApplicationMessage will, TimeProvider time, Action onEnd, CancellationToken cancellationToken)
    {
        var options = BrokerClient.Options(broker)
            .WithClientId(clientId)
            .WithCleanStart()
            .WithWillTopic(will.Topic)
            .WithWillPayload(will.Payload.ToArray())
            .WithWillRetain(will.Retain)
            .WithWillQualityOfServiceLevel(will.QualityOfServiceLevel);
        if (broker.Version == MqttVersion.V5)
        {
            options.WithMaximumPacketSize(LargestReceived);
        }

        var connection = new BrokerConnection(broker, time, onEnd);
        try
        {
            var accepted = await BrokerClient.ConnectAsync(connection.client, options.Build(), broker.Address, time, cancellationToken);
            connection.maximumPacket = accepted.MaximumPacketSize;
            connection.ReceiveMaximum = accepted.ReceiveMaximum is { } maximum and > 0 ? maximum : ushort.MaxValue;
            connection.receivable = new SemaphoreSlim(connection.ReceiveMaximum);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether the broker has said that it takes packets of this size.</summary>
    public bool Takes(MqttApplicationMessage message) => maximumPacket is not > 0 || PacketSize.Of(message) <= maximumPacket;

    /// <summary>Sends with QoS 1 and returns the broker's answer.</summary>
    /// <exception cref="LinkException">The connection ended, or no answer came in time.</exception>
    public async Task<MqttClientPublishResult> PublishAsync(MqttApplicationMessage message, CancellationToken cancellationToken) =>
        await AnswerAsync(await BeginPublishAsync(message, cancellationToken), cancellationToken);

    /// <summary>Sends with QoS 1, behind whatever was sent before, as soon as the broker takes a further message.</summary>
    /// <exception cref="LinkException">The connection ended, or the broker takes none in time.</exception>
    public async Task<PendingAnswer> BeginPublishAsync(MqttApplicationMessage message, CancellationToken cancellationToken)
    {
        await InTimeAsync(receivable.WaitAsync(cancellationToken), cancellationToken);
        return new PendingAnswer(SendAsync());

        async Task<MqttClientPublishResult> SendAsync()
        {
            try
            {
                return await client.PublishAsync(Fit(message), CancellationToken.None);
            }
            finally
            {
                receivable.Release();
            }
        }
    }

    /// <summary>Waits for the broker's answer to a message that was sent before.</summary>
    /// <exception cref="LinkException">The connection ended, or no answer came within the time limit from now.</exception>
    public async Task<MqttClientPublishResult> AnswerAsync(PendingAnswer pending, CancellationToken cancellationToken)
    {
        await InTimeAsync(pending.Answer, cancellationToken);
        return await pending.Answer;
    }

    /// <summary>Returns when the broker has answered a ping.</summary>
    /// <exception cref="LinkException">The connection ended, or no answer came in time.</exception>
    public Task PingAsync(CancellationToken cancellationToken) => InTimeAsync(client.PingAsync(cancellationToken), cancellationToken);

    /// <summary>Asks for all messages whose topics fit the filter, from now on; over MQTT 5 none that is retained there.</summary>
    /// <param name="receive">Called with one after the other; must neither wait nor throw.</param>
    /// <exception cref="LinkException">The connection ended, or no answer came in time.</exception>
    public async Task<MqttClientSubscribeResultCode> SubscribeAsync(string filter, Action<MqttApplicationMessage> receive, CancellationToken cancellationToken)
    {
        client.ApplicationMessageReceivedAsync += received =>
        {
            receive(received.ApplicationMessage);
            return Task.CompletedTask;
        };
        var topics = new MqttTopicFilterBuilder().WithTopic(filter).WithAtLeastOnceQoS();
        if (speaksV5)
        {
            topics.WithRetainAsPublished().WithRetainHandling(MqttRetainHandling.DoNotSendOnSubscribe);
        }

        var options = new MqttClientSubscribeOptionsBuilder().WithTopicFilter(topics).Build();
        var answer = client.SubscribeAsync(options, cancellationToken);
        await InTimeAsync(answer, cancellationToken);
        return (await answer).Items.Single().ResultCode;
    }

    private async Task InTimeAsync(Task task, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(answerWithin, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new LinkException(LinkFailure.Silent, $"{address} has not acknowledged within {answerWithin.TotalSeconds:0} s");
        }
        catch (Exception error) when (BrokerClient.IsEnd(error, cancellationToken))
        {
            throw await EndedAsync(error);
        }
    }

    /// <summary>Sends with QoS 0; what does not get through is gone.</summary>
    public async Task SendAsync(MqttApplicationMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await client.PublishAsync(Fit(message), cancellationToken);
        }
        catch (Exception error) when (BrokerClient.IsEnd(error, cancellationToken))
        {
            // The publisher notices the end of the connection by itself.
        }
    }

    /// <exception cref="LinkException">The connection is over; says why.</exception>
    public async Task DemandUpAsync()
    {
        if (!IsUp)
        {
            throw await EndedAsync(null, LinkFailure.CutIdle);
        }
    }

    /// <summary>Ends the connection in order, so that the broker does not publish the will.</summary>
    /// <exception cref="LinkException">It was over before.</exception>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(new MqttClientDisconnectOptions(), cancellationToken);
        }
        catch (Exception error) when (BrokerClient.IsEnd(error, cancellationToken))
        {
            throw await EndedAsync(error);
        }
    }

    public void Dispose() => client.Dispose();

    // MQTT 3.1.1 has no place for a content type.
    private MqttApplicationMessage Fit(MqttApplicationMessage message) => speaksV5 ? message : new()
    {
        Topic = message.Topic,
        Payload = message.Payload,
        Retain = message.Retain,
        QualityOfServiceLevel = message.QualityOfServiceLevel,
    };

    private async Task<LinkException> EndedAsync(Exception? error, LinkFailure unexplained = LinkFailure.Cut)
    {
        var end = await TellEndAsync();
        return end?.Reason switch
        {
            MqttClientDisconnectReason.PacketTooLarge => new(LinkFailure.PacketTooLarge, $"{address} ended the connection: packet too large", error),
            MqttClientDisconnectReason.SessionTakenOver => new(LinkFailure.TakenOver, $"{address} ended the connection: another has connected under this name", error),
            _ => new(unexplained, $"{address} ended the connection: {Words(end, error)}", error),
        };
    }

    /// <summary>The library wakes whoever waits for an answer a moment before it tells why the connection ended.</summary>
    private async Task<MqttClientDisconnectedEventArgs?> TellEndAsync()
    {
        try
        {
            return await ended.Task.WaitAsync(EndIsTold, time);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static string Words(MqttClientDisconnectedEventArgs? end, Exception? error) =>
        end is { Reason: not MqttClientDisconnectReason.NormalDisconnection }
            ? end.Reason.ToString()
            : (end?.Exception ?? error)?.GetBaseException().Message ?? "no reason given";
}

/// <summary>The answer of the broker that is to come, or the reason why none does.</summary>
internal readonly record struct PendingAnswer(Task<MqttClientPublishResult> Answer);
