using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Journeys;

/// <summary>The broker is not there when the agent starts, comes, and dies in the middle of what it is being told.</summary>
public sealed class BrokerAwayTests
{
    [Test]
    public async Task Run_BrokerAwayThenKilledWhileReceiving_EverythingArrives()
    {
        using var broker = MosquittoBroker.Prepare();
        using var workshop = await Burst.WorkshopAsync(broker.Address);
        var expected = await Burst.ReplayAsync(workshop);
        using var agent = workshop.Start();
        await workshop.CameraBecomes("passage", TimeSpan.FromSeconds(60), "finished");
        await Eventually.Finds<object>(
            async () => await workshop.StatusAsync() is { } status && status.GetProperty("outbox").GetProperty("count").GetInt32() >= expected.Count ? status : null,
            "everything waits in the outbox");

        await broker.StartAsync();
        await using var centre = await MqttListener.AtAsync(broker);
        await centre.UntilIncidentsAsync(expected.Count / 4);
        await broker.RestartAsync();
        var arrived = await centre.UntilIncidentsAsync(expected.Count);
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());

        var different = arrived.DistinctBy(message => message.Id).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(different.Select(message => Burst.Identity(message.Data)), Is.EquivalentTo(expected.Select(Burst.Identity)));
            Assert.That(different.Select(message => message.Seq), Is.EqualTo(Enumerable.Range(1, expected.Count)), "in order, without a gap");
            Assert.That(different, Has.All.Property(nameof(IncidentMessage.Replayed)).True);
        });
    }
}
