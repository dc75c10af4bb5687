using System.Net;
using EdgeAgent.Uplink;
using MQTTnet.Packets;
using MQTTnet.Server;

namespace EdgeAgent.Tests.Support;

/// <summary>A broker that takes every connection and every state but never acknowledges an incident: as one that hangs.</summary>
public sealed class DeafBroker : IAsyncDisposable
{
    private readonly MqttServer server;
    private int connections;
    private int events;

    private DeafBroker(int port)
    {
        Address = $"mqtt://127.0.0.1:{port}";
        server = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(port)
            .Build());
        server.ClientConnectedAsync += _ => Count(ref connections);
        server.InterceptingInboundPacketAsync += packet => packet.Packet is MqttPublishPacket { Topic: var topic } && topic.EndsWith("/incident", StringComparison.Ordinal)
            ? HangAsync(packet.CancellationToken)
            : Task.CompletedTask;
    }

    /// <summary>As <see cref="BrokerOptions.Address"/> wants it.</summary>
    public string Address { get; }

    public int Connections => connections;

    /// <summary>Incident events that came and were never answered.</summary>
    public int EventsSwallowed => events;

    public static DeafBroker Start()
    {
        var broker = new DeafBroker(FreePort.Next());
        broker.server.StartAsync().GetAwaiter().GetResult();
        return broker;
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync(new MqttServerStopOptions());
        server.Dispose();
    }

    private static Task Count(ref int counter)
    {
        Interlocked.Increment(ref counter);
        return Task.CompletedTask;
    }

    private Task HangAsync(CancellationToken connectionEnds)
    {
        Interlocked.Increment(ref events);
        return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, connectionEnds);
    }
}
