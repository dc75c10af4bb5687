using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Uplink;

/// <summary>The publisher with a preferred broker and a fallback.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SeveralBrokersTests
{
    [Test]
    public async Task Execute_PreferredIsDownAndComesBack_MovesThereInOrderAndNothingIsLost()
    {
        using var preferred = MosquittoBroker.Prepare();
        using var fallback = await MosquittoBroker.RunAsync();
        await using var behind = await MqttListener.AtAsync(fallback);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var box = Box(preferred, fallback, clock);
        box.Report("before");
        await box.StartAsync();
        await StepUntilAsync(clock, 0.5, () => box.Outbox.Figures().Count == 0);
        Assert.That(box.Publisher.Status.Broker, Is.EqualTo(new ConnectedBroker(2, fallback.Address)));

        await preferred.StartAsync();
        await using var listener = await MqttListener.AtAsync(preferred);
        await StepUntilAsync(clock, 2, () => box.Publisher.Status.Broker?.Place == 1);
        box.Report("after");
        await StepUntilAsync(clock, 0.5, () => box.Outbox.Figures().Count == 0);

        await behind.UntilAsync(all => StatesIn(all).Select(status => status.State).SequenceEqual([AgentState.Online, AgentState.Stopped]));
        await listener.UntilIncidentsAsync(1);
        Assert.That(behind.Incidents.Concat(listener.Incidents).Select(message => (message.Seq, message.Subject)), Is.EqualTo(new[] { (1L, "before"), (2L, "after") }));
        Assert.That(StatesIn(listener.Heard).Select(status => status.State), Is.EqualTo(new[] { AgentState.Online }));
    }

    [Test]
    public async Task Execute_PreferredDiesWhileReporting_FallbackHasTheRestAndNoNumberIsMissing()
    {
        const int Incidents = 60;
        using var preferred = await MosquittoBroker.RunAsync();
        using var fallback = await MosquittoBroker.RunAsync();
        await using var listener = await MqttListener.AtAsync(preferred);
        await using var behind = await MqttListener.AtAsync(fallback);
        await using var box = Box(preferred, fallback, TimeProvider.System);
        await box.StartAsync();
        for (var incident = 0; incident < Incidents; incident++)
        {
            box.Report($"a{incident}");
        }

        await listener.UntilIncidentsAsync(10);
        preferred.Kill();
        await box.UntilEmptyAsync();
        await Eventually.Holds(() => box.Publisher.Status.Broker?.Place == 2, "connected to the fallback");

        await Eventually.Holds(() => listener.Incidents.Concat(behind.Incidents).DistinctBy(message => message.Id).Count() == Incidents, "all have come");
        var audit = new SequenceAudit();
        foreach (var message in listener.Incidents.Concat(behind.Incidents))
        {
            audit.Note(message.Seq);
        }

        Assert.That(audit.Missing, Is.Zero);
        Assert.That(behind.Incidents, Is.Not.Empty);
    }

    [Test]
    public async Task Execute_VersionsDiffer_EachBrokerIsSpokenToInItsOwn()
    {
        using var closed = new ClosedPort();
        using var old = await MosquittoBroker.RunAsync();
        await using var listener = await MqttListener.AtAsync(old);
        await using var box = new UplinkBench(
            $"mqtt://127.0.0.1:{closed.Number}", options => options with { FallbackBrokers = [new BrokerOptions { Address = old.Address, Version = MqttVersion.V311 }] });
        box.Report("a");
        await box.StartAsync();

        await listener.UntilIncidentsAsync(1);
    }

    private static UplinkBench Box(MosquittoBroker preferred, MosquittoBroker fallback, TimeProvider time) => new(
        preferred.Address, options => options with { FallbackBrokers = [options.Broker with { Address = fallback.Address }] }, linkTime: time);

    private static IEnumerable<StatusMessage> StatesIn(IEnumerable<HeardMessage> messages) =>
        messages.Where(message => message.Topic.EndsWith("/status", StringComparison.Ordinal)).Select(message => message.As<StatusMessage>());

    private static Task StepUntilAsync(FakeTimeProvider clock, double seconds, Func<bool> condition) => Eventually.Holds(
        () =>
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
            return condition();
        },
        "it has come to that");
}
