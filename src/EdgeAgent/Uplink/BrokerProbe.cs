using EdgeAgent.Uplink.Contract;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeAgent.Uplink;

/// <param name="Acknowledged">From the message to the broker's acknowledgement.</param>
/// <param name="PublishRefused">Why the site may not publish, in the broker's words; null where it may.</param>
/// <param name="SubscribeRefused">Why the site may not listen for commands, in the broker's words; null where it may.</param>
internal sealed record BrokerAnswer(TimeSpan Acknowledged, string? PublishRefused, string? SubscribeRefused);

/// <summary>One round trip to the broker as the agent itself would make it, under another client id, so that a running agent stays connected.</summary>
internal static class BrokerProbe
{
    private const double PatienceSeconds = 10;

    /// <exception cref="LinkException">No connection, or it broke.</exception>
    public static async Task<BrokerAnswer> RunAsync(UplinkOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var broker = options.Broker with { AnswerSeconds = Math.Min(options.Broker.AnswerSeconds, PatienceSeconds) };
        using var client = new MqttClientFactory().CreateMqttClient();
        var login = BrokerClient.Options(broker)
            .WithClientId($"{options.City}.{options.County}.{options.Site}.check")
            .WithCleanStart()
            .Build();
        await BrokerClient.ConnectAsync(client, login, broker.Address, time, cancellationToken);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(PatienceSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // Mosquitto ends the connection at a message that it refuses, so that comes last.
            var subscribed = await client.SubscribeAsync(Topics.For(options).Commands, MqttQualityOfServiceLevel.AtLeastOnce, either.Token);
            var sent = time.GetTimestamp();
            var published = await client.PublishAsync(Message(options, time.GetUtcNow()), either.Token);
            var acknowledged = time.GetElapsedTime(sent);
            await client.TryDisconnectAsync();
            return new BrokerAnswer(
                acknowledged,
                published.IsSuccess ? null : Refusal.Words(published.ReasonCode),
                subscribed.Items.FirstOrDefault(item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2)?.ResultCode.ToString());
        }
        catch (Exception error) when (BrokerClient.IsEnd(error, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw limit.IsCancellationRequested
                ? new LinkException(LinkFailure.Silent, $"{broker.Address} has not answered within {PatienceSeconds:0} s")
                : new LinkException(LinkFailure.Cut, $"{broker.Address} ended the connection: {error.GetBaseException().Message}", error);
        }
    }

    private static MqttApplicationMessage Message(UplinkOptions options, DateTimeOffset now) => new()
    {
        Topic = Topics.For(options).Check,
        PayloadSegment = ContractJson.WriteBytes(new CheckMessage(now, Boot.AgentVersion)),
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        ContentType = options.Broker.Version == MqttVersion.V5 ? Envelope.Json : null,
    };
}
