using System.Buffers;
using MQTTnet;

namespace EdgeAgent.Uplink;

/// <summary>
/// One connection of the agent to the broker, from its birth message to its end. It begins with a clean session: what
/// must not be lost is in the outbox, and a packet kept by the library would be sent beside it a second time.
/// </summary>
internal sealed class BrokerConnection : IDisposable
{
    private static readonly TimeSpan EndIsTold = TimeSpan.FromSeconds(1);
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly TimeSpan answerWithin;
    private readonly TimeProvider time;
    private readonly string address;
    private readonly bool takesContentType;
    private readonly TaskCompletionSource<MqttClientDisconnectedEventArgs> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private uint? maximumPacket;

    private BrokerConnection(BrokerOptions broker, TimeProvider time, Action onEnd)
    {
        answerWithin = TimeSpan.FromSeconds(broker.AnswerSeconds);
        address = broker.Address;
        takesContentType = broker.Version == MqttVersion.V5;
        this.time = time;
        client.DisconnectedAsync += end =>
        {
            ended.TrySetResult(end);
            onEnd();
            return Task.CompletedTask;
        };
    }

    public bool IsUp => client.IsConnected;

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
            .WithWillQualityOfServiceLevel(will.QualityOfServiceLevel)
            .Build();
        var connection = new BrokerConnection(broker, time, onEnd);
        try
        {
            var accepted = await BrokerClient.ConnectAsync(connection.client, options, broker.Address, time, cancellationToken);
            connection.maximumPacket = accepted.MaximumPacketSize;
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
    public Task<MqttClientPublishResult> PublishAsync(MqttApplicationMessage message, CancellationToken cancellationToken) =>
        AskAsync(token => client.PublishAsync(Fit(message), token), cancellationToken);

    /// <summary>Returns when the broker has answered a ping.</summary>
    /// <exception cref="LinkException">The connection ended, or no answer came in time.</exception>
    public Task PingAsync(CancellationToken cancellationToken) => AskAsync(
        async token =>
        {
            await client.PingAsync(token);
            return true;
        },
        cancellationToken);

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(answerWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
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
    private MqttApplicationMessage Fit(MqttApplicationMessage message) => takesContentType ? message : new()
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
