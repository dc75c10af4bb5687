using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Uplink;

/// <summary>The publisher while its owner wants incidents to wait.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class PublisherPauseTests
{
    [Test]
    public async Task Execute_PausedAndResumed_StatesGoOnAndIncidentsComeWhenItIsOver()
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var listener = await MqttListener.AtAsync(broker);
        await using var box = new UplinkBench(broker.Address);
        box.Outbox.Pause.Begin(TimeSpan.FromHours(1));
        box.Report("before");
        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Connected, "connected");
        box.Report("meanwhile", thumbnail: [0xFF, 0xD8, 1]);

        box.Publisher.SetCameraState(new CameraMessage("door", "大门", "watching", TimeProvider.System.GetUtcNow(), null));
        await box.Publisher.SendHeartbeatAsync(
            new HeartbeatMessage("b", TimeProvider.System.GetUtcNow(), 1, new(3, 0, 0, 1, box.Outbox.Pause.Until), [], new(1), new(1), 2), CancellationToken.None);
        await listener.UntilAsync(all => Has(all, "/camera/door") && Has(all, "/heartbeat"));
        Assert.That(listener.Incidents, Is.Empty);
        Assert.That(box.Outbox.Figures().Count, Is.EqualTo(3));

        box.Outbox.Pause.End();

        var heard = await listener.UntilIncidentsAsync(2);
        await box.UntilEmptyAsync();
        Assert.That(heard.Select(message => (message.Subject, message.Replayed)), Is.EqualTo(new[] { ("before", true), ("meanwhile", true) }));
    }

    private static bool Has(IEnumerable<HeardMessage> all, string topic) =>
        all.Any(message => message.Topic.EndsWith(topic, StringComparison.Ordinal));
}
