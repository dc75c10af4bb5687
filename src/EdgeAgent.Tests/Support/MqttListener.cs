using System.Buffers.Binary;
using System.Text;
using EdgeAgent.Tests.Support.Schemas;
using EdgeAgent.Uplink.Contract;
using MQTTnet;
using MQTTnet.Diagnostics.PacketInspection;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeAgent.Tests.Support;

/// <summary>
/// A central system as a test needs it: hears everything below a root, keeps it in order, comes back after the broker was
/// away, and has a session there, so that nothing passes by in between. What it has heard must be what docs/asyncapi.yaml
/// says; otherwise it fails the test when it is disposed.
/// </summary>
public sealed class MqttListener : IAsyncDisposable
{
    private const int Publish = 3;
    private const int Shown = 5;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly MqttClientOptions options;
    private readonly CancellationTokenSource leaving = new();
    private readonly Lock access = new();
    private readonly List<HeardMessage> heard = [];
    private int returning;
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MqttListener(MqttClientOptionsBuilder options)
    {
        this.options = options.WithClientId($"listener-{Guid.NewGuid():n}")
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithCleanSession(false)
            .Build();
        client.InspectPacketAsync += Hear;
        client.DisconnectedAsync += _ => ReturnAsync();
    }

    /// <summary>Everything so far.</summary>
    public IReadOnlyList<HeardMessage> Heard
    {
        get
        {
            lock (access)
            {
                return [.. heard];
            }
        }
    }

    public IReadOnlyList<IncidentMessage> Incidents => IncidentsIn(Heard);

    public static async Task<MqttListener> AtAsync(MosquittoBroker broker)
    {
        var listener = new MqttListener(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port));
        await listener.client.ConnectAsync(listener.options);
        // With QoS 0 Mosquitto writes a message to this listener before it acknowledges it to the sender: what it had
        // acknowledged when it was killed is on the way here. (It would keep a message of QoS 1 only some time later.)
        await listener.client.SubscribeAsync("#", MqttQualityOfServiceLevel.AtMostOnce);
        return listener;
    }

    /// <summary>Waits until what was heard satisfies the condition.</summary>
    /// <exception cref="AssertionException">Not within a minute; says what was heard.</exception>
    public async Task<IReadOnlyList<HeardMessage>> UntilAsync(Func<IReadOnlyList<HeardMessage>, bool> condition)
    {
        using var bound = new CancellationTokenSource(Bound, TimeProvider.System);
        while (true)
        {
            Task next;
            lock (access)
            {
                next = more.Task;
            }

            if (Heard is var all && condition(all))
            {
                return all;
            }

            try
            {
                await next.WaitAsync(bound.Token);
            }
            catch (OperationCanceledException)
            {
                throw new AssertionException($"Not within {Bound.TotalSeconds:0} s; heard:\n{string.Join('\n', all)}");
            }
        }
    }

    public async Task<IReadOnlyList<IncidentMessage>> UntilIncidentsAsync(int different) => IncidentsIn(
        await UntilAsync(all => IncidentsIn(all).DistinctBy(message => message.Id).Count() >= different));

    /// <summary>Says something in the name of a site.</summary>
    public Task PublishAsync<T>(string topic, T body) => client.PublishAsync(new MqttApplicationMessage
    {
        Topic = topic,
        PayloadSegment = ContractJson.WriteBytes(body),
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
    });

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        client.Dispose();
        leaving.Dispose();
        var wrong = Heard.Select(message => (Problem: MessageCheck.Problem(message), Message: message))
            .Where(found => found.Problem is not null)
            .Select(found => $"{found.Problem}: {found.Message}")
            .Take(Shown)
            .ToList();
        if (wrong.Count > 0)
        {
            throw new AssertionException($"Not what docs/asyncapi.yaml says:\n{string.Join('\n', wrong)}");
        }
    }

    private static IReadOnlyList<IncidentMessage> IncidentsIn(IEnumerable<HeardMessage> messages) =>
        [.. messages.Where(message => message.Topic.EndsWith("/incident", StringComparison.Ordinal)).Select(message => message.As<IncidentMessage>())];

    // The library forgets what it has received and not yet handed over when the connection ends; the wire does not.
    private Task Hear(InspectMqttPacketEventArgs packet)
    {
        if (packet.Direction != MqttPacketFlowDirection.Inbound || packet.Buffer[0] >> 4 != Publish)
        {
            return Task.CompletedTask;
        }

        lock (access)
        {
            heard.Add(HeardMessage.OfQosZero(packet.Buffer));
            more.SetResult();
            more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return Task.CompletedTask;
    }

    private async Task ReturnAsync()
    {
        // A failed attempt may raise the event again, or may not.
        while (!leaving.IsCancellationRequested && !client.IsConnected && Interlocked.Exchange(ref returning, 1) == 0)
        {
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, leaving.Token);
                await client.ConnectAsync(options, leaving.Token);
            }
            catch (Exception error) when (error is MqttCommunicationException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                // The broker is not there yet, or the listener leaves.
            }

            // An end that came meanwhile was left to this loop, which looks again only after this.
            Volatile.Write(ref returning, 0);
        }
    }
}

/// <param name="Retained">Whether it stood on the topic before the listener came.</param>
public sealed record HeardMessage(string Topic, byte[] Body, bool Retained)
{
    /// <param name="packet">A whole PUBLISH packet of MQTT 3.1.1 (section 3.3) without a packet identifier.</param>
    public static HeardMessage OfQosZero(byte[] packet)
    {
        var start = 1;
        while (packet[start++] >= 0x80)
        {
        }

        var topicLength = BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(start));
        var topic = packet.AsSpan(start + sizeof(ushort), topicLength);
        return new HeardMessage(Encoding.UTF8.GetString(topic), packet[(start + sizeof(ushort) + topicLength)..], (packet[0] & 1) == 1);
    }

    public T As<T>()
        where T : class => ContractJson.Read<T>(Body);

    public override string ToString() => $"{Topic} {(Body is [0xFF, ..] ? $"{Body.Length} bytes" : Encoding.UTF8.GetString(Body))}";
}
