using System.Buffers;
using System.Collections.Concurrent;
using EdgeAgent.Uplink;
using MQTTnet;

namespace EdgeAgent.Tests.Central.Fleet;

/// <summary>Who connected when, what was sent and has arrived, and how long it took. Times are those of one clock: sites and centre are one process.</summary>
internal sealed class FleetLog
{
    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly ConcurrentDictionary<(string Topic, int Body), long> underWay = [];
    private readonly ConcurrentDictionary<string, Traffic> traffic = [];
    private readonly ConcurrentDictionary<SimulatedSite, double> connected = [];
    private ConcurrentBag<double> latencies = [];
    private long began = Time.GetTimestamp();
    private int failures;

    /// <summary>By the level of the topic behind the site's.</summary>
    public IReadOnlyDictionary<string, Traffic> ByKind => traffic;

    public int SitesConnected => connected.Count;

    /// <summary>Attempts to connect that failed, and connections that broke.</summary>
    public int Failures => failures;

    /// <summary>Seconds from <see cref="BeginConnecting"/> to the acknowledged birth message, by site.</summary>
    public Distribution ConnectSeconds => new(connected.Values);

    /// <summary>Milliseconds from the call that sends to the centre's handler, since <see cref="BeginMeasuring"/>.</summary>
    public Distribution LatencyMilliseconds => new(latencies);

    public void BeginConnecting()
    {
        connected.Clear();
        Interlocked.Exchange(ref failures, 0);
        began = Time.GetTimestamp();
    }

    public void BeginMeasuring() => latencies = [];

    public void Connected(SimulatedSite site) => connected.TryAdd(site, Time.GetElapsedTime(began).TotalSeconds);

    public void Failed() => Interlocked.Increment(ref failures);

    public void Sending(MqttApplicationMessage message)
    {
        TrafficOf(message.Topic).Send(PacketSize.Of(message));
        underWay[KeyOf(message)] = Time.GetTimestamp();
    }

    public void Arrived(MqttApplicationMessage message)
    {
        TrafficOf(message.Topic).Arrive();
        if (underWay.TryRemove(KeyOf(message), out var sent))
        {
            latencies.Add(Time.GetElapsedTime(sent).TotalMilliseconds);
        }
    }

    private static (string Topic, int Body) KeyOf(MqttApplicationMessage message)
    {
        var hash = default(HashCode);
        hash.AddBytes(message.Payload.ToArray());
        return (message.Topic, hash.ToHashCode());
    }

    private Traffic TrafficOf(string topic) => traffic.GetOrAdd(topic.Split('/')[5], _ => new Traffic());
}

/// <summary>Messages of one kind.</summary>
internal sealed class Traffic
{
    private long sent;
    private long bytes;
    private long arrived;

    public long Sent => sent;

    public long Arrived => arrived;

    /// <summary>Of a packet, on average.</summary>
    public long Bytes => sent == 0 ? 0 : bytes / sent;

    public void Send(long size)
    {
        Interlocked.Increment(ref sent);
        Interlocked.Add(ref bytes, size);
    }

    public void Arrive() => Interlocked.Increment(ref arrived);
}
