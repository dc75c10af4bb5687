using EdgeAgent.Tests.Commands;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Uplink;

/// <summary>
/// Mosquitto acknowledges a message before it has written it for a consumer of QoS 1: what it is killed in between with was
/// lost, until the box sent again whatever it had heard nothing behind.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class BrokerKillTests
{
    private const int Kills = 25;
    private const int EventsAKill = 4;

    private static readonly IEnumerable<int> Rounds = KillRounds.Of("EDGEAGENT_BROKER_KILLS", Kills, seed: 20260503);

    // The office is away meanwhile: killed at the very moment in which a consumer returns, Mosquitto 2.0.11 may forget its session.
    [TestCaseSource(nameof(Rounds))]
    public async Task Execute_BrokerKilledAgainAndAgainInABurst_TheOfficeGetsEverythingWhenItIsBack(int seed)
    {
        var random = new Random(seed);
        using var broker = await MosquittoBroker.RunAsync();
        await using (var before = new WatchRun("--broker", broker.Address, "--session", "office"))
        {
            await before.UntilListeningAsync();
            await before.StopAsync();
        }

        await broker.UntilKeptAsync("office", "foodsafety/v1/+/+/+/#");
        await using var box = new UplinkBench(broker.Address);
        await box.StartAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            for (var number = 0; number < EventsAKill; number++)
            {
                box.Report($"a{kill}-{number}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200)), TimeProvider.System);
            await broker.RestartAsync();
        }

        await box.UntilEmptyAsync();
        await using var office = new WatchRun("--broker", broker.Address, "--session", "office");
        await Eventually.Holds(() => office.Output.Select(IncidentOf).OfType<string>().Distinct().Count() == Kills * EventsAKill, "all events");
        Assert.That(await office.StopAsync(), Is.Zero, office.Errors);
        TestContext.Out.WriteLine(office.Errors.Split('\n')[^2]);
    }

    private static string? IncidentOf(string line) =>
        line.IndexOf(" id a", StringComparison.Ordinal) is var at && at >= 0 ? line[(at + 4)..].Split(' ')[0] : null;
}
