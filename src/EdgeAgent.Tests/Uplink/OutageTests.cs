using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Uplink;

/// <summary>What comes when the link returns after days. The same with 10,000 incidents and figures: install/bench-outbox.sh.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class OutageTests
{
    private const int Incidents = 100;
    private const int BytesOfSomeEvents = 30_000;

    [Test]
    public async Task Execute_LinkBackAfterThreeDays_NewIncidentsOvertakeAndTheBacklogComesInOrder()
    {
        var clock = Outage.Clock();
        using var broker = await MosquittoBroker.RunAsync();
        await using var proxy = TcpProxy.Start(broker.Port, passing: BytesOfSomeEvents);
        await using var listener = await MqttListener.AtAsync(broker);
        await using var box = new UplinkBench(proxy.Address, time: clock);
        Outage.Live(box, clock, Incidents);
        box.Report("long");
        await box.StartAsync();
        await proxy.Stuck;

        box.Report("new", thumbnail: [0xFF, 0xD8, 1]);
        box.Report("long", IncidentEvent.Closed);
        proxy.Release();
        await box.UntilEmptyAsync();

        var heard = (await listener.UntilAsync(all => all.Count(IsThumbnail) == Incidents + 1)).Where(message => IsIncident(message) || IsThumbnail(message)).ToList();
        var events = heard.Where(IsIncident).Select(message => message.As<IncidentMessage>()).ToList();
        var backlog = events.Where(message => message.Subject is not ("new" or "long")).ToList();
        var consumer = new Consumer("foodsafety");
        heard.ForEach(message => consumer.Receive(message.Topic, message.Body));
        Assert.Multiple(() =>
        {
            Assert.That(events.FindIndex(message => message.Subject == "new"), Is.LessThan((BytesOfSomeEvents / 1000) + (2 * SendingWindow.Unanswered)), "new ones overtake");
            Assert.That(backlog.Select(message => message.Seq), Is.EqualTo(Enumerable.Range(1, 2 * Incidents)), "the backlog in order");
            Assert.That(events.Where(message => message.Subject == "long").Select(message => message.Type[^6..]), Is.EqualTo(new[] { "opened", "closed" }));
            Assert.That(events[^1].Subject, Is.Not.EqualTo("long"), "what closes now takes its opening along");
            Assert.That(heard.FindLastIndex(IsIncident), Is.LessThan(heard.FindIndex(IsThumbnail)), "pictures behind all events");
            Assert.That(heard.First(IsThumbnail).Topic, Does.EndWith("/new"), "the new incident's picture first");
            Assert.That(events.Where(message => !message.Replayed).Select(message => message.Seq), Is.EqualTo(new[] { (2 * Incidents) + 2, (2 * Incidents) + 3 }));
            Assert.That(backlog[^1].Time - backlog[0].Time, Is.EqualTo(Outage.Length - (Outage.Length / (2 * Incidents))), "with their true times");
            Assert.That((consumer.Missing, consumer.WrongThumbnails, consumer.Doubles), Is.EqualTo((0, 0, 0)));
        });
    }

    [Test]
    public async Task Execute_CutWhileManyAreOnTheirWay_AtMostAWindowComesTwice()
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var listener = await MqttListener.AtAsync(broker);
        using var folder = new TempFolder();
        await using (var proxy = TcpProxy.Start(broker.Port, most: 1_700))
        {
            await using var cut = new UplinkBench(proxy.Address, options => options with { Retry = new() { FirstSeconds = 30 } }, folder.Path);
            Outage.Live(cut, Outage.Clock(), 2 * Incidents);
            await cut.StartAsync();
            await Eventually.Holds(() => cut.Publisher.Status is { Connected: false, Reason: not null }, "the connection broke");
        }

        await using var box = new UplinkBench(broker.Address, folder: folder.Path);
        await box.StartAsync();
        await box.UntilEmptyAsync();

        var heard = await listener.UntilAsync(all => all.Where(IsThumbnail).DistinctBy(message => message.Topic).Count() == 2 * Incidents);
        var seqs = heard.Where(IsIncident).Select(message => message.As<IncidentMessage>().Seq).ToList();
        Assert.That(seqs.Distinct(), Is.EqualTo(Enumerable.Range(1, 4 * Incidents)));
        Assert.That(seqs.Count + heard.Count(IsThumbnail), Is.GreaterThan(6 * Incidents).And.LessThanOrEqualTo((6 * Incidents) + SendingWindow.Size));
    }

    [Test]
    public async Task Execute_BrokerTakesTwoBeforeItAcknowledges_GetsNoMoreAndKeepsTheConnection()
    {
        using var broker = await MosquittoBroker.RunAsync("max_inflight_messages 2");
        await using var listener = await MqttListener.AtAsync(broker);
        await using var box = new UplinkBench(broker.Address);
        Outage.Live(box, Outage.Clock(), Incidents / 2);
        box.Publisher.SetCameraState(new CameraMessage("door", "大门", "watching", TimeProvider.System.GetUtcNow(), null));
        await box.StartAsync();
        await box.UntilEmptyAsync();

        var heard = await listener.UntilAsync(all => all.Count(IsThumbnail) == Incidents / 2);
        Assert.That(heard.Count(message => message.Topic.EndsWith("/status", StringComparison.Ordinal)), Is.EqualTo(1), "one connection");
    }

    private static bool IsIncident(HeardMessage message) => message.Topic.EndsWith("/incident", StringComparison.Ordinal);

    private static bool IsThumbnail(HeardMessage message) => message.Topic.Contains("/thumbnail/", StringComparison.Ordinal);
}
