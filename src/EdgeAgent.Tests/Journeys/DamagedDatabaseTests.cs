using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Journeys;

/// <summary>The database is spoilt while the box is off, with incidents in it that the centre has not got yet, and some that it has.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class DamagedDatabaseTests
{
    [TestCase("truncated")]
    [TestCase("overwritten")]
    [TestCase("gone")]
    public async Task Run_DatabaseSpoiltWithABacklog_EverythingArrivesAndTheChainIsWhole(string how)
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var centre = await MqttListener.AtAsync(broker);
        using var workshop = await Burst.WorkshopAsync(broker.Address);
        var expected = await Burst.ReplayAsync(workshop);
        using (var agent = workshop.Start())
        {
            await centre.UntilIncidentsAsync(5);
            broker.Kill();
            await workshop.CameraBecomes("passage", TimeSpan.FromSeconds(60), "finished");
            agent.Kill();
            await agent.ExitAsync();
        }

        Spoil(Path.Combine(Path.GetDirectoryName(workshop.Configuration)!, "data", "agent.db"), how);
        await broker.StartAsync();
        using var again = workshop.Start();
        var arrived = await centre.UntilIncidentsAsync(expected.Count);
        Assert.That(await again.StopAsync(), Is.Zero, again.Transcript());

        var different = arrived.DistinctBy(message => message.Id).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(different.Select(message => Burst.Identity(message.Data)), Is.EquivalentTo(expected.Select(Burst.Identity)));
            Assert.That(different.Select(message => message.Seq).Order(), Is.EqualTo(Enumerable.Range(1, expected.Count)), "without a gap");
            Assert.That(arrived, Has.Count.LessThan(expected.Count + 32), "what was delivered is not sent again, but for what was on its way");
        });
        using var verify = await AgentProcess.RunAsync("evidence", "verify", "--config", workshop.Configuration);
        Assert.That(await verify.ExitAsync(), Is.Zero, verify.Transcript());
    }

    private static void Spoil(string database, string how)
    {
        var bytes = File.ReadAllBytes(database);
        switch (how)
        {
            case "truncated":
                File.WriteAllBytes(database, bytes[..(bytes.Length / 2)]);
                break;
            case "overwritten":
                new Random(1).NextBytes(bytes.AsSpan(bytes.Length / 3, bytes.Length / 3));
                File.WriteAllBytes(database, bytes);
                break;
            default:
                File.Delete(database);
                break;
        }
    }
}
