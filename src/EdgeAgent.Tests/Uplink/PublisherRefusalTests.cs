using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;

namespace EdgeAgent.Tests.Uplink;

/// <summary>The publisher and messages that the broker does not take.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class PublisherRefusalTests
{
    private static readonly byte[] Small = [0xFF, 0xD8, 1, 2, 3, 0xFF, 0xD9];
    private static readonly byte[] Large = [0xFF, 0xD8, .. new byte[20_000]];

    [TestCase("message_size_limit 10000", MqttVersion.V5, TestName = "{m} refused in the acknowledgement")]
    [TestCase("max_packet_size 10000", MqttVersion.V5, TestName = "{m} over the limit that the broker told")]
    [TestCase("max_packet_size 10000", MqttVersion.V311, TestName = "{m} the broker hangs up without a word")]
    public async Task Execute_PictureOverTheBrokersLimit_IsSetAsideAndTheRestGoesOn(string limit, MqttVersion version)
    {
        using var broker = await MosquittoBroker.RunAsync(limit);
        await using var listener = await MqttListener.AtAsync(broker);
        await using var box = new UplinkBench(broker.Address, options => options with { Broker = options.Broker with { Version = version } });
        box.Report("a", thumbnail: Large);
        box.Report("b", thumbnail: Small);
        await box.StartAsync();

        await box.UntilEmptyAsync();

        await listener.UntilAsync(all => all.Any(message => message.Topic.EndsWith("/thumbnail/b", StringComparison.Ordinal)));
        Assert.That(listener.Incidents.Select(message => message.Subject).Distinct(), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(box.Outbox.Figures().SetAside, Is.EqualTo(1));
    }

    [Test]
    public async Task Execute_PictureGone_IsSetAsideAndTheRestGoesOn()
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var listener = await MqttListener.AtAsync(broker);
        await using var box = new UplinkBench(broker.Address);
        box.Report("a", thumbnail: Small);
        Directory.Delete(Path.Combine(box.Folder, "evidence"), recursive: true);
        box.Report("b");
        await box.StartAsync();

        await listener.UntilIncidentsAsync(2);
        await box.UntilEmptyAsync();
        Assert.That(box.Outbox.Figures().SetAside, Is.EqualTo(1));
    }

    [Test]
    public async Task Execute_NoRightToReport_WaitsAndSaysSoUntilTheRightIsGiven()
    {
        using var folder = new TempFolder();
        var rights = folder.File("acl");
        await File.WriteAllTextAsync(rights, "topic write +/v1/+/+/+/status\ntopic read #\n");
        using var broker = await MosquittoBroker.RunAsync($"acl_file {rights}");
        await using var listener = await MqttListener.AtAsync(broker);
        await using var box = new UplinkBench(broker.Address);
        box.Report("a");
        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Reason?.Contains("NotAuthorized", StringComparison.Ordinal) == true, "the refusal is told");
        Assert.That(box.Publisher.Status.Connected, Is.True);
        Assert.That(box.Outbox.Figures(), Has.Property(nameof(OutboxFigures.Count)).EqualTo(1).And.Property(nameof(OutboxFigures.SetAside)).Zero);

        // With a topic line Mosquitto has no rights for a session without a name until that is back, and the box may be back sooner.
        await File.WriteAllTextAsync(rights, "pattern readwrite #\n");
        await broker.RestartAsync();

        await listener.UntilIncidentsAsync(1);
    }

    [Test]
    public async Task Execute_NoRightToSendPictures_SetsThemAsideAndReportsOn()
    {
        using var folder = new TempFolder();
        var rights = folder.File("acl");
        await File.WriteAllTextAsync(rights, "topic write +/v1/+/+/+/status\ntopic write +/v1/+/+/+/incident\ntopic read #\n");
        using var broker = await MosquittoBroker.RunAsync($"acl_file {rights}");
        await using var listener = await MqttListener.AtAsync(broker);
        await using var box = new UplinkBench(broker.Address);
        box.Report("a", thumbnail: Small);
        box.Report("b");
        await box.StartAsync();

        await listener.UntilIncidentsAsync(2);
        await box.UntilEmptyAsync();
        Assert.That(box.Outbox.Figures().SetAside, Is.EqualTo(1));
    }
}
