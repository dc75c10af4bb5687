using System.Collections.Concurrent;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Schemas;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeAgent.Tests.Uplink.Contract;

/// <summary>How each message comes at a real broker: quality of service, retained, content type.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class DeliveryTests
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 1, 2, 3, 0xFF, 0xD9];
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Message_OnEachChannel_ComesAsTheDocumentSays()
    {
        using var broker = await MosquittoBroker.RunAsync();
        var heard = new ConcurrentDictionary<string, (int Qos, bool Retain, string ContentType)>();
        using var centre = new MqttClientFactory().CreateMqttClient();
        centre.ApplicationMessageReceivedAsync += received =>
        {
            var message = received.ApplicationMessage;
            heard[AsyncApiDocument.ChannelOf(message.Topic)!.Name] = ((int)message.QualityOfServiceLevel, message.Retain, message.ContentType);
            return Task.CompletedTask;
        };
        await centre.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithProtocolVersion(MqttProtocolVersion.V500).Build());
        await centre.SubscribeAsync(new MqttClientSubscribeOptionsBuilder()
            .WithTopicFilter(filter => filter.WithTopic("#").WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).WithRetainAsPublished())
            .Build());
        await using var box = new UplinkBench(broker.Address);
        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Connected, "connected");

        box.Report("a", thumbnail: Jpeg);
        box.Publisher.SetCameraState(new CameraMessage("door", "大门", "watching", Noon, null));
        box.Publisher.SetSummary(new SummaryMessage(new DateOnly(2026, 3, 1), "Asia/Shanghai", Noon, 1, false, [], []));
        await box.Publisher.SendHeartbeatAsync(new HeartbeatMessage("b", Noon, 1, new(0, 0, 0), [], new(1), new(1), 0), CancellationToken.None);
        await box.Publisher.Pictures.SendAsync("door", Jpeg, isKept: false, CancellationToken.None);
        await centre.PublishAsync(new MqttApplicationMessage
        {
            Topic = Topics.For(box.Options).Command("rebirth"),
            PayloadSegment = ContractJson.WriteBytes(new CommandMessage("r-1", TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddMinutes(1))),
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            ContentType = "application/json",
        });
        await BrokerProbe.RunAsync(box.Options, TimeProvider.System, CancellationToken.None);

        await Eventually.Holds(() => heard.Count == AsyncApiDocument.Channels.Count, "something on each channel");
        Assert.That(heard, Is.EquivalentTo(AsyncApiDocument.Channels.ToDictionary(channel => channel.Name, channel => (channel.Qos, channel.Retain, channel.ContentType))));
    }
}
