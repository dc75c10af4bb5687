using System.Text.Json.Nodes;
using EdgeAgent.Commands;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Uplink;

namespace EdgeAgent.Tests.Commands;

[Parallelizable(ParallelScope.Self)]
public sealed class WatchCommandTests
{
    private const string Incident = "foodsafety/v1/quanzhou/anxi/tofu-7/incident";
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 1, 2, 3];

    [Test]
    public async Task Watch_Json_PrintsALineForEachMessageAndSumsUp()
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var box = new UplinkBench(broker.Address);
        await using var watch = new WatchRun("--broker", broker.Address, "--json");
        await watch.UntilListeningAsync();
        await box.StartAsync();
        box.Report("a", thumbnail: Jpeg);
        await Eventually.Holds(() => watch.Output.Count == 3, "status, incident, picture");
        box.Report("b");

        await Eventually.Holds(() => watch.Output.Count == 4, "another incident");
        var lines = watch.Output.Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Multiple(() =>
        {
            Assert.That((string?)lines[0]["body"]!["state"], Is.EqualTo("online"));
            Assert.That((string?)lines[1]["body"]!["data"]!["title"]!["zh"], Is.EqualTo("非工作时间人员进入"));
            Assert.That((bool?)lines[2]["agrees"], Is.True);
            Assert.That((long?)lines[3]["body"]!["seq"], Is.EqualTo(2));
        });
        Assert.That(await watch.StopAsync(), Is.Zero);
        Assert.That(watch.Errors, Does.Contain("watch: events=2 doubles=0 missing=0 thumbnails=1 wrong=0 unreadable=0"));
    }

    [Test]
    public async Task Watch_NumberMissing_NamesItAndFails()
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var listener = await MqttListener.AtAsync(broker);
        await using var box = new UplinkBench(broker.Address);
        await using var watch = new WatchRun("--broker", broker.Address, "--site", "tofu-7");
        await watch.UntilListeningAsync();
        box.Report("a");
        await box.StartAsync();
        await listener.UntilIncidentsAsync(1);
        var later = listener.Incidents[0] with { Id = "z-0", Seq = 4 };

        await listener.PublishAsync(Incident, later);
        await listener.PublishAsync(Incident, later);

        await Eventually.Holds(() => watch.Output.Count(line => line.Contains("非工作时间人员进入 / Person", StringComparison.Ordinal)) == 3, "three events");
        Assert.That(await watch.StopAsync(), Is.EqualTo(1));
        Assert.That(watch.Errors, Does.Contain("events=2 doubles=1 missing=2").And.Contain("tofu-7: missing seq 2 to 3"));
    }

    [Test]
    public async Task Watch_SessionKept_SeesWhatCameWhileItWasAway()
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var box = new UplinkBench(broker.Address);
        string[] arguments = ["--broker", broker.Address, "--session", "office"];
        await using (var before = new WatchRun(arguments))
        {
            await before.UntilListeningAsync();
            await before.StopAsync();
        }

        box.Report("a");
        await box.StartAsync();
        await box.UntilEmptyAsync();

        await using var after = new WatchRun(arguments);
        await Eventually.Holds(() => after.Output.Any(line => line.Contains(" id a-0 ", StringComparison.Ordinal)), "the incident that had come meanwhile");
    }

    [Test]
    public async Task Watch_BrokerRestarted_GoesOnWatching()
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var box = new UplinkBench(broker.Address);
        await using var watch = new WatchRun("--broker", broker.Address, "--session", "office");
        await watch.UntilListeningAsync();
        await broker.UntilKeptAsync("office", "foodsafety/v1/+/+/+/#");
        await broker.RestartAsync();
        box.Report("a");
        await box.StartAsync();

        await Eventually.Holds(() => watch.Output.Any(line => line.Contains(" id a-0 ", StringComparison.Ordinal)), "the incident after the restart");
    }

    [Test]
    public async Task Watch_NobodyThere_FailsAndSaysWho()
    {
        using var broker = MosquittoBroker.Prepare();
        await using var watch = new WatchRun("--broker", broker.Address);

        Assert.That(await watch.EndAsync(), Is.EqualTo(1));
        Assert.That(watch.Errors, Does.Contain(broker.Address));
    }

    [TestCase("localhost:1883")]
    [TestCase("http://localhost")]
    [TestCase("mqtt://me:secret@localhost")]
    public void Watch_NoAddressOfABroker_IsWrongUsage(string address)
    {
        var parsed = WatchCommand.Create().Parse(["--broker", address]);

        Assert.That(parsed.Errors.Select(error => error.Message), Has.One.Contains("--broker").And.None.Contains("secret"));
    }

    [Test]
    public void Watch_CertificateWithoutKey_IsWrongUsage()
    {
        var parsed = WatchCommand.Create().Parse(["--broker", "mqtts://localhost", "--certificate", "own.pem"]);

        Assert.That(parsed.Errors.Select(error => error.Message), Has.One.Contains("--certificate and --key"));
    }
}
