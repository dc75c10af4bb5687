using System.Buffers;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeAgent.Tests.Central.Fleet;

/// <summary>One reader of all sites, with a session that the broker keeps, and the reference consumer's audit.</summary>
internal sealed class FleetCentre(BrokerOptions broker, FleetLog log)
{
    private readonly Consumer consumer = new("foodsafety");
    private readonly RetrySchedule retry = new(new RetryOptions { MaximumSeconds = 2 }, Random.Shared);
    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Listening => listening.Task;

    /// <summary>A figure of the audit.</summary>
    public T Ask<T>(Func<Consumer, T> question)
    {
        lock (consumer)
        {
            return question(consumer);
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(cancellationToken);
            }
            catch (Exception error) when (error is LinkException or MqttCommunicationException)
            {
                await Task.Delay(retry.NextDelay(), TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.ApplicationMessageReceivedAsync += received => Hear(received.ApplicationMessage);
        client.DisconnectedAsync += _ =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        };
        var options = BrokerClient.Options(broker).WithClientId("centre-5f1c8a").WithCleanStart(false).WithSessionExpiryInterval(3600).Build();
        await BrokerClient.ConnectAsync(client, options, broker.Address, TimeProvider.System, cancellationToken);
        await client.SubscribeAsync(Topics.FilterFor("foodsafety", null), MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
        retry.Reset();
        listening.TrySetResult();
        await ended.Task.WaitAsync(cancellationToken);
    }

    private Task Hear(MqttApplicationMessage message)
    {
        log.Arrived(message);
        var body = message.Payload.ToArray();
        lock (consumer)
        {
            consumer.Receive(message.Topic, body);
        }

        return Task.CompletedTask;
    }
}
