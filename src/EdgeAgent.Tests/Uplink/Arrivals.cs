using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeAgent.Tests.Uplink;

/// <summary>A central system that notes what comes and keeps no pictures, so that it costs a measurement little.</summary>
internal sealed class Arrivals : IDisposable
{
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly Lock access = new();
    private readonly List<byte[]?> heard = [];

    private Arrivals() => client.ApplicationMessageReceivedAsync += received =>
    {
        var message = received.ApplicationMessage;
        var isEvent = message.Topic.EndsWith("/incident", StringComparison.Ordinal);
        if (isEvent || message.Topic.Contains("/thumbnail/", StringComparison.Ordinal))
        {
            lock (access)
            {
                heard.Add(isEvent ? [.. message.Payload.FirstSpan] : null);
            }
        }

        return Task.CompletedTask;
    };

    public int Count
    {
        get
        {
            lock (access)
            {
                return heard.Count;
            }
        }
    }

    public IReadOnlyList<IncidentMessage> Events
    {
        get
        {
            lock (access)
            {
                return [.. heard.OfType<byte[]>().Select(body => ContractJson.Read<IncidentMessage>(body))];
            }
        }
    }

    public static async Task<Arrivals> AtAsync(MosquittoBroker broker)
    {
        var arrivals = new Arrivals();
        await arrivals.client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).Build());
        await arrivals.client.SubscribeAsync("foodsafety/#", MqttQualityOfServiceLevel.AtMostOnce);
        return arrivals;
    }

    /// <summary>Place of an incident's first event among all that came, or -1.</summary>
    public int PlaceOf(string incident)
    {
        var name = System.Text.Encoding.UTF8.GetBytes($"\"subject\":\"{incident}\"");
        lock (access)
        {
            return heard.FindIndex(body => body is not null && body.AsSpan().IndexOf(name) >= 0);
        }
    }

    public void Forget()
    {
        lock (access)
        {
            heard.Clear();
        }
    }

    public Task UntilAsync(int count) => Eventually.Holds(() => Count >= count, $"{count} messages have come", TimeSpan.FromMinutes(10));

    public void Dispose() => client.Dispose();
}
