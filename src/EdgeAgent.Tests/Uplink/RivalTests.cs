using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Uplink;

/// <summary>Two boxes under one name, and one that takes over from itself.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class RivalTests
{
    // Mosquitto 2.0.11 only cuts the older connection, whatever is spoken.
    [TestCase(MqttVersion.V5)]
    [TestCase(MqttVersion.V311)]
    public async Task Execute_TwoBoxesAtABrokerThatOnlyCuts_GiveWayInTurnsAndDeliverEverything(MqttVersion version)
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var listener = await MqttListener.AtAsync(broker);

        await FightAsync(broker.Address, version);

        var states = listener.Heard.Where(message => message.Topic.EndsWith("/status", StringComparison.Ordinal)).Select(message => message.As<StatusMessage>());
        Assert.That(states.Select(status => status.Box).OfType<string>().Distinct().Count(), Is.EqualTo(2), "the centre can tell them apart");
        Assert.That((await listener.UntilIncidentsAsync(6)).Select(message => message.Subject).Distinct(), Is.EquivalentTo(new[] { "a1", "a2", "a3", "b1", "b2", "b3" }));
    }

    [Test]
    public async Task Execute_TwoBoxesAtABrokerThatSaysSo_GiveWayInTurnsAndDeliverEverything()
    {
        await using var broker = await EmbeddedBroker.StartAsync(FreePort.Next());

        await FightAsync(broker.Address, MqttVersion.V5);
    }

    [TestCase(MqttVersion.V5)]
    [TestCase(MqttVersion.V311)]
    public async Task Execute_NetworkChangedAgainAndAgain_OwnOldSessionIsNoRivalAndNothingWaits(MqttVersion version)
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var proxy = TcpProxy.Start(broker.Port);
        await using var box = new UplinkBench(proxy.Address, options => options with { Broker = options.Broker with { Version = version } });
        await box.StartAsync();
        for (var change = 1; change <= 4; change++)
        {
            await Eventually.Holds(() => box.Publisher.Status.Connected, "connected");
            var since = box.Publisher.Status.Since;
            proxy.Strand();
            box.Report($"a{change}");
            await Eventually.Holds(() => box.Publisher.Status.Since > since, "the box has noticed");
            await box.UntilEmptyAsync();
        }

        Assert.That(broker.Log, Does.Contain("already connected, closing old connection"));
        Assert.That(box.Publisher.Status.Rival, Is.Null);
    }

    private static async Task FightAsync(string address, MqttVersion version)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        UplinkOptions Speaking(UplinkOptions options) => options with { Broker = options.Broker with { Version = version } };
        await using var first = new UplinkBench(address, Speaking, linkTime: clock);
        await using var second = new UplinkBench(address, Speaking, linkTime: clock);
        await first.StartAsync();
        await second.StartAsync();
        await StepUntilAsync(clock, 0.1, () => first.Publisher.Status.Rival is not null || second.Publisher.Status.Rival is not null, "one has given way");

        foreach (var turn in new[] { 1, 2, 3 })
        {
            first.Report($"a{turn}");
            second.Report($"b{turn}");
            await StepUntilAsync(clock, 5, () => first.Outbox.Figures().Count + second.Outbox.Figures().Count == 0, "both have had their turn");
        }

        Assert.That((first.Publisher.Status.Rival, second.Publisher.Status.Rival), Is.Not.EqualTo(((Rival?)null, (Rival?)null)));
        Assert.That(new[] { first, second }.Count(box => box.Publisher.Status.Connected), Is.LessThanOrEqualTo(1), "only one has the name");
    }

    private static Task StepUntilAsync(FakeTimeProvider clock, double seconds, Func<bool> condition, string what) => Eventually.Holds(
        () =>
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
            return condition();
        },
        what);
}
