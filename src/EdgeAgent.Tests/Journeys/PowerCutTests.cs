using System.Text;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Journeys;

/// <summary>The agent is killed again and again while incidents come in; nothing may be missing at the centre.</summary>
public sealed class PowerCutTests
{
    private const int Kills = 50;

    private static readonly IEnumerable<int> Rounds = KillRounds.Of("EDGEAGENT_AGENT_KILLS", Kills, seed: 20260301);

    [TestCaseSource(nameof(Rounds))]
    public async Task Run_KilledFiftyTimesInABurst_EveryIncidentOfReplayArrives(int seed)
    {
        var random = new Random(seed);
        using var broker = await MosquittoBroker.RunAsync();
        await using var centre = await MqttListener.AtAsync(broker);
        using var workshop = await Burst.WorkshopAsync(broker.Address);
        var expected = await Burst.ReplayAsync(workshop);
        Assert.That(expected, Has.Count.GreaterThan(40), "a burst");

        // Every third run dies a moment after it has told something new, the others anywhere between their start and there.
        var (arrived, amongNew) = (0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var agent = workshop.Start();
            var diesAmongNew = kill % 3 == 0;
            if (diesAmongNew)
            {
                await centre.UntilIncidentsAsync(Math.Min(arrived + 1, expected.Count));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(diesAmongNew ? 50 : 2500)), TimeProvider.System);
            agent.Kill();
            await agent.ExitAsync();
            var now = centre.Incidents.DistinctBy(message => message.Id).Count();
            amongNew += now > arrived && now < expected.Count ? 1 : 0;
            arrived = now;
        }

        TestContext.Out.WriteLine($"{amongNew} of {Kills} kills fell among new incidents");
        Assert.That(amongNew, Is.GreaterThanOrEqualTo(10), "the kills fell into the burst");
        var births = Births(centre);
        using var last = workshop.Start();
        await centre.UntilAsync(_ => Births(centre) > births);
        var wanted = expected.Select(Burst.Identity).ToHashSet();
        await Burst.UntilAllAsync(centre, wanted);
        Assert.That(await last.StopAsync(), Is.Zero, last.Transcript());
        await VerifyAsync(workshop, centre);

        var consumer = new Consumer("foodsafety");
        foreach (var message in centre.Heard)
        {
            consumer.Receive(message.Topic, message.Body);
        }

        var different = centre.Incidents.DistinctBy(message => message.Id).ToList();
        TestContext.Out.WriteLine($"{expected.Count} events expected, {different.Count} arrived, {consumer.Doubles} doubles, {consumer.Missing} missing in seq, {Kills} kills, chain verified");
        Assert.Multiple(() =>
        {
            Assert.That(different.Select(message => Burst.Identity(message.Data)), Is.EquivalentTo(wanted), "each event once by id, and no other");
            Assert.That(consumer.Missing, Is.Zero, "no gap in seq");
            Assert.That(consumer.Unreadable, Is.Zero);
            Assert.That(consumer.WrongThumbnails, Is.Zero);
            Assert.That(consumer.Thumbnails, Is.EqualTo(different.Count(message => message.Data.Thumbnail is not null && message.Type.EndsWith("opened", StringComparison.Ordinal))));
        });
    }

    /// <summary>The chain is whole, and holds what the centre was told of.</summary>
    private static async Task VerifyAsync(Workshop workshop, MqttListener centre)
    {
        using var folder = new TempFolder();
        await File.WriteAllLinesAsync(
            folder.File("told"),
            centre.Heard.Where(message => message.Topic.EndsWith("/incident", StringComparison.Ordinal)).Select(message => $"{{\"topic\":\"{message.Topic}\",\"body\":{Encoding.UTF8.GetString(message.Body)}}}"));
        using var verify = await AgentProcess.RunAsync("evidence", "verify", "--config", workshop.Configuration, "--told", folder.File("told"));
        Assert.That(await verify.ExitAsync(), Is.Zero, verify.Transcript());
    }

    private static int Births(MqttListener centre) => centre.Heard.Count(message =>
        message.Topic.EndsWith("/status", StringComparison.Ordinal) && message.As<StatusMessage>().State == AgentState.Online);
}
