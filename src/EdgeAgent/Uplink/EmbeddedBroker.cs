using System.Net;
using MQTTnet.Server;

namespace EdgeAgent.Uplink;

/// <summary>
/// A broker inside the process for the demonstration and for measuring, reached from this machine only. It keeps nothing
/// on disk and asks nobody who he is.
/// </summary>
public sealed class EmbeddedBroker : IAsyncDisposable
{
    private readonly MqttServer server;

    private EmbeddedBroker(int port)
    {
        var options = new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(port)
            .Build();
        server = new MqttServerFactory().CreateMqttServer(options);
        Address = $"mqtt://127.0.0.1:{port}";
    }

    /// <summary>As <see cref="BrokerOptions.Address"/> wants it.</summary>
    public string Address { get; }

    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    public static async Task<EmbeddedBroker> StartAsync(int port)
    {
        var broker = new EmbeddedBroker(port);
        await broker.server.StartAsync();
        return broker;
    }

    public async Task StopAsync()
    {
        if (server.IsStarted)
        {
            await server.StopAsync(new MqttServerStopOptions());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        server.Dispose();
    }
}
