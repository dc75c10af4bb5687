using System.Text.Json.Nodes;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Central.Consumers;

/// <summary>What the examples in install/central/consumers live through, at a broker with the shipped configuration, without losing anything.</summary>
[TestFixture(Language.CSharp), TestFixture(Language.Python), TestFixture(Language.Node)]
[Parallelizable(ParallelScope.Self)]
public sealed class ConsumerFaultTests(Language language)
{
    private static readonly string Box = new('0', 64);
    private static readonly byte[] Jpeg = [0xFF, 0xD8, .. new byte[20_000]];

    private ConsumerBench bench = null!;

    private SiteVoice Voice => bench.Voice;

    [SetUp]
    public async Task StartAsync() => bench = await ConsumerBench.StartAsync(language);

    [TearDown]
    public void Stop() => bench.Dispose();

    [Test]
    public async Task Killed_AgainAndAgainInABurst_EverythingIsKeptOnce()
    {
        await bench.Consumer.StartAsync();
        for (var run = 0; run < 4; run++)
        {
            var burst = SayAsync(1 + (run * 40), 40);
            await bench.Consumer.UntilKeptAsync((run * 40) + 10);
            bench.Consumer.Kill();
            await burst;
            await bench.Consumer.StartAsync();
        }

        await UntilAllAreKeptAsync(160);
    }

    [Test]
    public async Task Away_WithASession_EverythingComesInOrder()
    {
        await bench.Consumer.StartAsync();
        bench.Consumer.Kill();
        await SayAsync(1, 200);
        await bench.Broker.UntilKeptAsync("\"seq\":200,");
        await bench.Broker.RestartAsync();

        await bench.Consumer.StartAsync();
        await UntilAllAreKeptAsync(200);
        Assert.That(Numbers(), Is.Ordered);
    }

    [Test]
    public async Task Slow_ManyWait_EverythingComesInOrder()
    {
        await bench.Consumer.StartAsync();
        bench.Consumer.Freeze();
        await SayAsync(1, 200);
        bench.Consumer.Thaw();

        await UntilAllAreKeptAsync(200);
        Assert.That(Numbers(), Is.Ordered);
    }

    [Test]
    public async Task SubscribedLate_StateIsThereAndNothingIsMissed()
    {
        var boot = new Boot("present", DateTimeOffset.UnixEpoch);
        await Voice.StatusAsync(StatusMessage.Online(boot, Box, boot.Since));
        await SayAsync(1, 3);

        await bench.Consumer.StartAsync();
        await bench.Consumer.UntilToldAsync(bench.Lines.Turned("online", "present", "status"));
        await Voice.EventAsync(4, "i-4");
        await bench.Consumer.UntilToldAsync(bench.Lines.Event(4, "i-4"));

        Assert.That(bench.Consumer.Told, Has.None.Contains("gap"));
    }

    [Test]
    public async Task BrokerKilled_WithMuchUnderWay_ConsumerComesBackToItsSession()
    {
        await bench.Consumer.StartAsync();
        bench.Consumer.Freeze();
        await SayAsync(1, 60);
        await bench.Broker.UntilKeptAsync("\"seq\":60,");
        bench.Consumer.Thaw();

        await bench.Broker.RestartAsync();
        await bench.Consumer.UntilSaidAsync("session kept");
        await bench.ConnectAsync();
        await SayAsync(61, 3);

        await UntilAllAreKeptAsync(63);
    }

    /// <summary>Events with these numbers, each tenth with a picture.</summary>
    private async Task SayAsync(int first, int count)
    {
        for (var seq = first; seq < first + count; seq++)
        {
            var picture = seq % 10 == 0 ? Jpeg : null;
            await Voice.EventAsync(seq, $"i-{seq}", picture);
            if (picture is not null)
            {
                await Voice.PictureAsync($"i-{seq}", picture);
            }
        }
    }

    private async Task UntilAllAreKeptAsync(int count)
    {
        await bench.Consumer.UntilKeptAsync(count);
        Assert.That(Numbers().Order(), Is.EqualTo(Enumerable.Range(1, count)), "each once");
        Assert.That(bench.Consumer.Told, Has.None.Contains("gap").And.None.Contains("wrong").And.None.Contains("conflict"));
    }

    private IEnumerable<int> Numbers() => bench.Consumer.Kept
        .Where(entry => entry["body"] is not null)
        .Select(entry => (int)JsonNode.Parse((string)entry["body"]!)!["seq"]!);
}
