using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;

namespace EdgeAgent.Tests.Uplink;

/// <summary>The publisher and messages that the broker does not take.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class PublisherRefusalTests
{
    private const int Several = 40;
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
        for (var number = 0; number < Several; number++)
        {
            box.Report($"a{number}");
        }

        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Reason?.Contains("NotAuthorized", StringComparison.Ordinal) == true, "the refusal is told");
        Assert.That(box.Publisher.Status.Connected, Is.True);
        Assert.That(box.Outbox.Figures(), Has.Property(nameof(OutboxFigures.Count)).EqualTo(Several).And.Property(nameof(OutboxFigures.SetAside)).Zero);

        // With a topic line Mosquitto has no rights for a session without a name until that is back, and the box may be back sooner.
        await File.WriteAllTextAsync(rights, "pattern readwrite #\n");
        await broker.RestartAsync();

        var heard = await listener.UntilIncidentsAsync(Several);
        Assert.That(heard.Select(message => message.Seq), Is.EqualTo(Enumerable.Range(1, Several)), "in order, none twice");
    }

    [Test]
    public async Task Execute_NoRightToSendPictures_SetsThemAsideAndReportsOnAndSendsThemAgainWhenAsked()
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
        Assert.That(box.Outbox.SetAside.Newest(5).Single(), Has.Property("Incident").EqualTo("a").And.Property("IsThumbnail").True.And.Property("Reason").Contains("NotAuthorized"));

        await File.WriteAllTextAsync(rights, "pattern readwrite #\n");
        await broker.RestartAsync();
        box.Outbox.SetAside.SendAgain();

        await listener.UntilAsync(all => all.Any(message => message.Topic.EndsWith("/thumbnail/a", StringComparison.Ordinal)));
        await box.UntilEmptyAsync();
        Assert.That(box.Outbox.Figures().SetAside, Is.Zero);
    }

    [Test]
    public async Task Execute_OneOfManyPicturesEndsTheConnection_IsFoundAndTheOthersArrive()
    {
        using var broker = await MosquittoBroker.RunAsync("max_packet_size 10000");
        await using var listener = await MqttListener.AtAsync(broker);
        await using var box = new UplinkBench(broker.Address, options => options with { Broker = options.Broker with { Version = MqttVersion.V311 } });
        for (var number = 0; number < Several; number++)
        {
            box.Report($"a{number}", thumbnail: number == Several / 2 ? Large : Small);
        }

        await box.StartAsync();
        await box.UntilEmptyAsync();

        Assert.That(box.Outbox.SetAside.Newest(5).Select(message => message.Incident), Is.EqualTo(new[] { $"a{Several / 2}" }));
        await listener.UntilAsync(all => all.Where(message => message.Topic.Contains("/thumbnail/", StringComparison.Ordinal)).DistinctBy(message => message.Topic).Count() == Several - 1);
    }
}
