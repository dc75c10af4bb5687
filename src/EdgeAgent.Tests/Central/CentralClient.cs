using System.Text;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeAgent.Tests.Central;

/// <summary>Somebody at a central broker, connected as the agent connects, who may try anything.</summary>
internal sealed class CentralClient : IDisposable
{
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly Lock access = new();
    private readonly List<string> heard = [];

    private CentralClient() => client.ApplicationMessageReceivedAsync += received =>
    {
        lock (access)
        {
            heard.Add($"{received.ApplicationMessage.Topic} {Encoding.UTF8.GetString(received.ApplicationMessage.Payload)}");
        }

        return Task.CompletedTask;
    };

    /// <summary>Topic and body of each message so far.</summary>
    public IReadOnlyList<string> Heard
    {
        get
        {
            lock (access)
            {
                return [.. heard];
            }
        }
    }

    /// <exception cref="LinkException">Not let in.</exception>
    public static async Task<CentralClient> ConnectAsync(BrokerOptions broker, Func<MqttClientOptionsBuilder, MqttClientOptionsBuilder>? change = null)
    {
        var own = new CentralClient();
        try
        {
            var options = BrokerClient.Options(broker).WithCleanStart();
            await BrokerClient.ConnectAsync(own.client, (change?.Invoke(options) ?? options).Build(), broker.Address, TimeProvider.System, CancellationToken.None);
            return own;
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }

    /// <returns>Whether the broker said that it took the message.</returns>
    public Task<bool> PublishAsync(string topic, string body) => PublishAsync(topic, Encoding.UTF8.GetBytes(body));

    /// <returns>Whether the broker said that it took the message.</returns>
    public async Task<bool> PublishAsync(string topic, byte[] body, bool retain = false) => (await client.PublishAsync(new MqttApplicationMessage
    {
        Topic = topic,
        PayloadSegment = body,
        Retain = retain,
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
    })).IsSuccess;

    public Task SubscribeAsync(string filter) => client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce);

    public Task UntilHeardAsync(string message) => Eventually.Holds(() => Heard.Contains(message), $"heard: {message}");

    /// <summary>The connection breaks, as in a power cut.</summary>
    public void Dispose() => client.Dispose();
}
