using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Uplink;

/// <summary>The publisher at a broker that does what it should.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class PublisherTests
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 1, 2, 3, 0xFF, 0xD9];

    [TestCase(MqttVersion.V5)]
    [TestCase(MqttVersion.V311)]
    public async Task Execute_IncidentsReported_SendsThemInOrderWithEachPictureBehindItsEvent(MqttVersion version)
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var listener = await MqttListener.AtAsync(broker);
        await using var box = new UplinkBench(broker.Address, options => options with { Broker = options.Broker with { Version = version } });
        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Connected, "connected");

        for (var i = 0; i < 10; i++)
        {
            box.Report($"a{i}", thumbnail: i % 2 == 0 ? Jpeg : null);
        }

        await box.UntilEmptyAsync();
        var heard = await listener.UntilAsync(all => all.Count(message => !message.Topic.EndsWith("/status", StringComparison.Ordinal)) == 15);
        var topics = heard.Where(message => !message.Topic.EndsWith("/status", StringComparison.Ordinal))
            .Select(message => message.Topic["foodsafety/v1/quanzhou/anxi/tofu-7/".Length..]).ToList();
        Assert.That(topics.Where(topic => topic != "incident"), Is.EqualTo(Enumerable.Range(0, 5).Select(i => $"thumbnail/a{2 * i}")));
        Assert.That(
            Enumerable.Range(0, 5).Select(i => topics.TakeWhile(topic => topic != $"thumbnail/a{2 * i}").Count(topic => topic == "incident") > 2 * i),
            Has.All.True, "behind the event that announced it");
        Assert.That(listener.Incidents.Select(message => message.Seq), Is.EqualTo(Enumerable.Range(1, 10)));
        Assert.That(listener.Incidents, Has.All.Property(nameof(IncidentMessage.Replayed)).False);
    }

    [Test]
    public async Task Execute_Opened_SaysWhatTheContractSays()
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var listener = await MqttListener.AtAsync(broker);
        await using var box = new UplinkBench(broker.Address);
        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Connected, "connected");

        var incident = box.Report("a1", thumbnail: Jpeg);

        var heard = await listener.UntilAsync(all => all.Any(message => message.Topic.Contains("/thumbnail/", StringComparison.Ordinal)));
        var message = listener.Incidents.Single();
        Assert.Multiple(() =>
        {
            Assert.That(message.SpecVersion, Is.EqualTo("1.0"));
            Assert.That(message.Id, Is.EqualTo("a1-0"));
            Assert.That(message.Source, Is.EqualTo("foodsafety/v1/quanzhou/anxi/tofu-7"));
            Assert.That(message.Type, Is.EqualTo("cn.foodsafety.incident.opened"));
            Assert.That(message.Subject, Is.EqualTo("a1"));
            Assert.That(message.Time, Is.EqualTo(incident.LastSeen).Within(TimeSpan.FromMilliseconds(1)));
            Assert.That(message.BootId, Is.EqualTo(box.Outbox.Boot.Id));
            Assert.That(message.Data.Title.Zh, Is.EqualTo("非工作时间人员进入"));
            Assert.That(message.Data.Thumbnail!.Topic, Is.EqualTo(heard[^1].Topic));
            Assert.That(heard[^1].Body, Is.EqualTo(Jpeg));
        });
    }

    [Test]
    public async Task Execute_QueuedBeforeTheConnection_IsMarkedReplayed()
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var listener = await MqttListener.AtAsync(broker);
        await using var box = new UplinkBench(broker.Address);
        box.Report("before");
        await box.StartAsync();
        await box.UntilEmptyAsync();
        box.Report("after");

        var heard = await listener.UntilIncidentsAsync(2);
        Assert.That(heard.Select(message => (message.Subject, message.Replayed)), Is.EqualTo(new[] { ("before", true), ("after", false) }));
    }

    [Test]
    public async Task Execute_OpenedOverALiveLink_MeasuresCaptureToAcknowledged()
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var box = new UplinkBench(broker.Address);
        box.Report("waited");
        await box.StartAsync();
        await box.UntilEmptyAsync();
        box.Report("live");
        box.Report("live", IncidentEvent.Closed);
        await box.UntilEmptyAsync();

        using var page = new MemoryStream();
        await box.Registry.CollectAndExportAsTextAsync(page);
        var text = System.Text.Encoding.UTF8.GetString(page.ToArray());
        Assert.That(text, Does.Contain("edgeagent_capture_to_acknowledged_seconds_count 1\n"));
        Assert.That(text, Does.Contain("edgeagent_published_total{kind=\"incident\"} 3\n"));
    }

    [Test]
    public async Task SetCameraState_ChangedWhileAway_OnlyTheNewestIsSentAndStays()
    {
        using var broker = MosquittoBroker.Prepare();
        await using var box = new UplinkBench(broker.Address);
        await box.StartAsync();
        box.Publisher.SetCameraState(Camera("starting"));
        box.Publisher.SetCameraState(Camera("unreachable"));
        box.Publisher.SetCameraState(Camera("watching"));
        await broker.StartAsync();

        await Eventually.Holds(() => box.Publisher.Status.Connected, "connected");
        await using var listener = await MqttListener.AtAsync(broker);
        var heard = await listener.UntilAsync(all => all.Any(message => message.Topic.EndsWith("/camera/door", StringComparison.Ordinal)));
        Assert.That(heard.Where(message => message.Topic.EndsWith("/camera/door", StringComparison.Ordinal)).Select(message => message.As<CameraMessage>().State), Is.EqualTo(new[] { "watching" }));
    }

    [Test]
    public async Task SetCameraState_BrokerForgotEverything_IsSentAgainOnTheNextConnection()
    {
        using var broker = await MosquittoBroker.RunAsync("persistence false");
        await using var box = new UplinkBench(broker.Address);
        await box.StartAsync();
        box.Publisher.SetCameraState(Camera("watching"));
        await using (var before = await MqttListener.AtAsync(broker))
        {
            await before.UntilAsync(all => all.Any(message => message.Topic.EndsWith("/camera/door", StringComparison.Ordinal)));
        }

        await broker.RestartAsync();

        await using var after = await MqttListener.AtAsync(broker);
        await after.UntilAsync(all => all.Any(message => message.Topic.EndsWith("/camera/door", StringComparison.Ordinal)));
    }

    [Test]
    public async Task SendHeartbeat_Connected_Arrives_NotConnected_IsDropped()
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var listener = await MqttListener.AtAsync(broker);
        await using var box = new UplinkBench(broker.Address);
        await box.Publisher.SendHeartbeatAsync(Heartbeat("early"), CancellationToken.None);
        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Connected, "connected");

        await box.Publisher.SendHeartbeatAsync(Heartbeat("late"), CancellationToken.None);

        var heard = await listener.UntilAsync(all => all.Any(message => message.Topic.EndsWith("/heartbeat", StringComparison.Ordinal)));
        var beat = heard.Single(message => message.Topic.EndsWith("/heartbeat", StringComparison.Ordinal));
        Assert.That((beat.As<HeartbeatMessage>().BootId, beat.Retained), Is.EqualTo(("late", false)));
    }

    private static CameraMessage Camera(string state) => new("door", "大门", state, new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero), null);

    private static HeartbeatMessage Heartbeat(string boot) =>
        new(boot, TimeProvider.System.GetUtcNow(), 1, new(0, 0, 0), [], new(1), new(1), 0);
}
