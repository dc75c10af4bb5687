namespace EdgeAgent.Tests.Central.Fleet;

/// <summary>A small fleet through all phases of install/bench-fleet.sh.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class FleetTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task RunAsync_BrokerKilledMeanwhile_NothingIsLost(bool isSecure)
    {
        var report = await FleetRun.RunAsync(new FleetOptions(Sites: 20, Seconds: 3, isSecure) { IncidentsAnHour = 900, Outage = TimeSpan.FromSeconds(1) });

        await TestContext.Out.WriteLineAsync(report.ToString());
        Assert.That((report.Lost, report.Missing, report.WrongPictures), Is.EqualTo((0L, 0L, 0)), report.ToString());
        Assert.That(report.Events, Is.Positive);
    }

    [TestCase("--sites", "79", "--seconds", "30", "--plain", ExpectedResult = "FleetOptions { Sites = 79, Seconds = 30, IsSecure = False, IncidentsAnHour = 10, Outage = 00:00:05 }")]
    [TestCase("--sites", "0", ExpectedResult = null)]
    [TestCase("--sites", ExpectedResult = null)]
    [TestCase("--other", ExpectedResult = null)]
    public string? Parse_Arguments_AreTakenOrRefused(params string[] arguments) => FleetOptions.Parse(arguments)?.ToString();
}
