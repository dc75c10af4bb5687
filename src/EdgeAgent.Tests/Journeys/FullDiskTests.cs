using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Journeys;

/// <summary>Something else fills the disk; what happens meanwhile is told late, but told.</summary>
public sealed class FullDiskTests
{
    private const long Room = 60_000_000;

    [Test]
    public async Task Run_DiskFilledAndFreedAgain_EveryIncidentArrives()
    {
        var folder = SmallDisk.Mount(Room);
        try
        {
            using var broker = await MosquittoBroker.RunAsync();
            await using var centre = await MqttListener.AtAsync(broker);
            using var workshop = await Burst.WorkshopAsync(broker.Address, new { folder = Path.Combine(folder, "data"), reserveMegabytes = 16 });
            var expected = await Burst.ReplayAsync(workshop);
            var foreign = Path.Combine(folder, "foreign");
            await File.WriteAllBytesAsync(foreign, new byte[Room - 10_000_000]);

            using var agent = workshop.Start();
            await Eventually.Holds(
                () => agent.Errors.Any(line => line.Contains("storage.reserveMegabytes", StringComparison.Ordinal)) || agent.HasExited,
                "the agent says that the disk is full");
            Assert.That(centre.Incidents, Is.Empty);
            File.Delete(foreign);

            var arrived = await centre.UntilIncidentsAsync(expected.Count);
            Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
            Assert.That(arrived.Select(message => Burst.Identity(message.Data)), Is.EquivalentTo(expected.Select(Burst.Identity)));
        }
        finally
        {
            SmallDisk.Unmount(folder);
        }
    }
}
