using EdgeAgent.Commands.Acceptance;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Uplink;
using EdgeAgent.Uplink;

namespace EdgeAgent.Tests.Commands.Acceptance;

[Parallelizable(ParallelScope.Self)]
public sealed class BrokerCheckTests
{
    [Test]
    public async Task RunAsync_SeveralBrokers_TellsOfEach()
    {
        using var broker = await MosquittoBroker.RunAsync();
        using var closed = new ClosedPort();
        var options = Site(broker.Address) with
        {
            FallbackBrokers =
            [
                new BrokerOptions { Address = $"mqtt://127.0.0.1:{closed.Number}" },
                new BrokerOptions { Address = $"mqtts://127.0.0.1:{broker.Port}", CaFile = "/nowhere/ca.pem" },
            ],
        };

        var lines = await BrokerCheck.RunAsync(options, null, TimeProvider.System, CancellationToken.None);

        Assert.That(lines.Select(line => line.Result), Is.EqualTo(new[] { CheckResult.Ok, CheckResult.Fail, CheckResult.Fail }));
        Assert.That(lines[1].Summary.En, Does.Contain($"{closed.Number}"));
        Assert.That(lines[2].Fix!.En, Does.Contain("uplink.fallbackBrokers[1]"));
    }

    [Test]
    public async Task RunAsync_AnotherBoxIsOnline_WarnsAndLeavesItConnected()
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var other = new UplinkBench(broker.Address);
        await other.StartAsync();
        await Eventually.Holds(() => other.Publisher.Status.Connected, "the other box is connected");
        var box = other.Stores.Key.Public.Fingerprint;

        var own = await BrokerCheck.RunAsync(Site(broker.Address), box, TimeProvider.System, CancellationToken.None);
        var foreign = await BrokerCheck.RunAsync(Site(broker.Address), "", TimeProvider.System, CancellationToken.None);

        Assert.That(own.Select(line => line.Result), Is.EqualTo(new[] { CheckResult.Ok }), "it is this one");
        Assert.That(foreign.Select(line => line.Result), Is.EqualTo(new[] { CheckResult.Ok, CheckResult.Warn }));
        Assert.That(foreign[1].Summary.En, Does.Contain(box));
        Assert.That(broker.Log, Does.Not.Contain("already connected, closing old connection"));
    }

    private static UplinkOptions Site(string address) =>
        new() { City = "quanzhou", County = "anxi", Site = "tofu-7", Broker = new BrokerOptions { Address = address } };
}
