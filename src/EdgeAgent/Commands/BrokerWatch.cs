using System.Buffers;
using System.Threading.Channels;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeAgent.Commands;

/// <summary>Listens at a broker until it is told to stop, and sums up at the end. A lost connection is made again.</summary>
/// <param name="session">Name of a session that the broker keeps for a week; null for one that ends with the connection.</param>
internal sealed class BrokerWatch(
    BrokerOptions broker, string filter, string? session, Consumer consumer, WatchLineFormat format, TextWriter output, TextWriter errors)
{
    private const uint SessionSeconds = 7 * 24 * 3600;
    private static readonly TimeProvider Time = TimeProvider.System;

    // Few look at a broker at a time: they need not spare it as thousands of boxes do.
    private readonly RetrySchedule retry = new(new RetryOptions { MaximumSeconds = 5 }, Random.Shared);

    /// <returns>0; 1 when the broker could not be reached at first, or something was missing or wrong in what came.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var connectedOnce = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => connectedOnce = true, cancellationToken);
            }
            catch (LinkException error)
            {
                await errors.WriteLineAsync(error.Message);
                if (!connectedOnce)
                {
                    return 1;
                }

                await Task.Delay(retry.NextDelay(), Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        await errors.WriteLineAsync(WatchSummary.Of(consumer));
        return WatchSummary.IsFlawless(consumer) ? 0 : 1;
    }

    private async Task ListenAsync(Action connected, CancellationToken cancellationToken)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var inbox = Channel.CreateUnbounded<MqttApplicationMessageReceivedEventArgs>();
        client.ApplicationMessageReceivedAsync += received =>
        {
            received.AutoAcknowledge = false;
            inbox.Writer.TryWrite(received);
            return Task.CompletedTask;
        };
        client.DisconnectedAsync += _ =>
        {
            inbox.Writer.TryComplete();
            return Task.CompletedTask;
        };
        await BrokerClient.ConnectAsync(client, Options(), broker.Address, Time, cancellationToken);
        await SubscribeAsync(client, cancellationToken);
        connected();
        retry.Reset();
        await errors.WriteLineAsync($"watching {filter} at {broker.Address}");
        await foreach (var received in inbox.Reader.ReadAllAsync(cancellationToken))
        {
            await ShowAsync(received.ApplicationMessage);
            await AcknowledgeAsync(received, cancellationToken);
        }

        throw new LinkException(LinkFailure.Cut, $"{broker.Address} ended the connection");
    }

    /// <summary>An empty body is no message: it takes a retained one away.</summary>
    private async Task ShowAsync(MqttApplicationMessage message)
    {
        var body = message.Payload.ToArray();
        if (body.Length > 0)
        {
            await output.WriteLineAsync(format(consumer.Receive(message.Topic, body), body, Time.GetLocalNow()));
        }
    }

    /// <summary>Only after it was shown, or the broker would forget what nobody has seen.</summary>
    private static async Task AcknowledgeAsync(MqttApplicationMessageReceivedEventArgs received, CancellationToken cancellationToken)
    {
        try
        {
            await received.AcknowledgeAsync(cancellationToken);
        }
        catch (MqttCommunicationException)
        {
            // The connection is over; the broker sends it again, and it is counted as a double.
        }
    }

    private MqttClientOptions Options()
    {
        var options = BrokerClient.Options(broker);
        return session is null
            ? options.WithCleanStart().Build()
            : options.WithClientId(session).WithCleanStart(false).WithSessionExpiryInterval(SessionSeconds).Build();
    }

    private async Task SubscribeAsync(IMqttClient client, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
            if (answer.Items.FirstOrDefault(item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2) is { } refused)
            {
                throw new LinkException(LinkFailure.Refused, $"{broker.Address} refuses {filter}: {refused.ResultCode}");
            }
        }
        catch (MqttCommunicationException error)
        {
            throw new LinkException(LinkFailure.Cut, $"{broker.Address} ended the connection: {error.Message}", error);
        }
    }
}

/// <summary>How a received message is shown.</summary>
internal delegate string WatchLineFormat(Received received, ReadOnlySpan<byte> body, DateTimeOffset at);
