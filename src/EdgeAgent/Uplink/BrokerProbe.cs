using System.Buffers;
using System.Text.Json;
using EdgeAgent.Uplink.Contract;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeAgent.Uplink;

/// <param name="Acknowledged">From the message to the broker's acknowledgement.</param>
/// <param name="PublishRefused">Why the site may not publish, in the broker's words; null where it may.</param>
/// <param name="SubscribeRefused">Why the site may not listen for commands, in the broker's words; null where it may.</param>
/// <param name="Standing">What the broker keeps as the site's state; null where it keeps none or does not let the site read it.</param>
internal sealed record BrokerAnswer(TimeSpan Acknowledged, string? PublishRefused, string? SubscribeRefused, StatusMessage? Standing);

/// <summary>One round trip to the broker as the agent itself would make it, under another client id, so that a running agent stays connected.</summary>
internal static class BrokerProbe
{
    private const double PatienceSeconds = 10;
    private static readonly TimeSpan RetainedWithin = TimeSpan.FromSeconds(1);

    /// <exception cref="LinkException">No connection, or it broke.</exception>
    public static async Task<BrokerAnswer> RunAsync(UplinkOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var broker = options.Broker with { AnswerSeconds = Math.Min(options.Broker.AnswerSeconds, PatienceSeconds) };
        using var client = new MqttClientFactory().CreateMqttClient();
        var login = BrokerClient.Options(broker)
            .WithClientId($"{options.ClientId}.check")
            .WithCleanStart()
            .Build();
        await BrokerClient.ConnectAsync(client, login, broker.Address, time, cancellationToken);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(PatienceSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // Mosquitto ends the connection at a message that it refuses, so the subscription comes before it.
            var subscribed = await client.SubscribeAsync(Topics.For(options).Commands, MqttQualityOfServiceLevel.AtLeastOnce, either.Token);
            var sent = time.GetTimestamp();
            var published = await client.PublishAsync(Message(options, time.GetUtcNow()), either.Token);
            var acknowledged = time.GetElapsedTime(sent);
            var standing = await StandingAsync(client, Topics.For(options).Status, time, either.Token);
            await client.TryDisconnectAsync();
            return new BrokerAnswer(
                acknowledged,
                published.IsSuccess ? null : Refusal.Words(published.ReasonCode),
                subscribed.Items.FirstOrDefault(item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2)?.ResultCode.ToString(),
                standing);
        }
        catch (Exception error) when (BrokerClient.IsEnd(error, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw limit.IsCancellationRequested
                ? new LinkException(LinkFailure.Silent, $"{broker.Address} has not answered within {PatienceSeconds:0} s")
                : new LinkException(LinkFailure.Cut, $"{broker.Address} ended the connection: {error.GetBaseException().Message}", error);
        }
    }

    // Not every site may read its own state, and no broker says that there is none: what does not come at once does not come.
    private static async Task<StatusMessage?> StandingAsync(IMqttClient client, string topic, TimeProvider time, CancellationToken cancellationToken)
    {
        var retained = new TaskCompletionSource<StatusMessage?>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.ApplicationMessageReceivedAsync += received =>
        {
            if (received.ApplicationMessage.Topic == topic)
            {
                retained.TrySetResult(Read(received.ApplicationMessage.Payload.ToArray()));
            }

            return Task.CompletedTask;
        };
        try
        {
            await client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtMostOnce, cancellationToken);
            return await retained.Task.WaitAsync(RetainedWithin, time, cancellationToken);
        }
        catch (Exception error) when (error is TimeoutException || BrokerClient.IsEnd(error, CancellationToken.None))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static StatusMessage? Read(byte[] body)
    {
        try
        {
            return ContractJson.Read<StatusMessage>(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the broker lets the site in and answers.</summary>
    public static async Task<bool> AnswersAsync(UplinkOptions options, BrokerOptions broker, TimeProvider time, CancellationToken cancellationToken)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(PatienceSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var login = BrokerClient.Options(broker).WithClientId($"{options.ClientId}.probe").WithCleanStart().Build();
            await BrokerClient.ConnectAsync(client, login, broker.Address, time, either.Token);
            await client.PingAsync(either.Token);
            await client.TryDisconnectAsync();
            return true;
        }
        catch (Exception error) when (error is LinkException || BrokerClient.IsEnd(error, cancellationToken))
        {
            return false;
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
