using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using MQTTnet;
using MQTTnet.Diagnostics.PacketInspection;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeAgent.Tests.Uplink;

public sealed class PacketSizeTests
{
    /// <summary>On both sides of the sizes at which the length field grows by a byte.</summary>
    [Test]
    public async Task Of_Message_IsWhatGoesOverTheWire(
        [Values(0, 1, 90, 100, 120, 16_340, 16_384, 40_000)] int payload, [Values(null, "image/jpeg")] string? contentType)
    {
        await using var broker = await EmbeddedBroker.StartAsync(FreePort.Next());
        using var client = new MqttClientFactory().CreateMqttClient();
        var sent = new List<int>();
        client.InspectPacketAsync += packet =>
        {
            if (packet.Direction == MqttPacketFlowDirection.Outbound && packet.Buffer[0] >> 4 == 3)
            {
                sent.Add(packet.Buffer.Length);
            }

            return Task.CompletedTask;
        };
        var uri = new Uri(broker.Address);
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer(uri.Host, uri.Port).WithProtocolVersion(MqttProtocolVersion.V500).Build());
        var message = new MqttApplicationMessage
        {
            Topic = "foodsafety/v1/市/b/c/incident",
            PayloadSegment = new byte[payload],
            ContentType = contentType,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        };

        await client.PublishAsync(message);

        Assert.That(sent, Is.EqualTo(new[] { PacketSize.Of(message) }));
    }
}
