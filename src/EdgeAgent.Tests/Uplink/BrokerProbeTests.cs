using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;

namespace EdgeAgent.Tests.Uplink;

[Parallelizable(ParallelScope.Self)]
public sealed class BrokerProbeTests
{
    [TestCase(MqttVersion.V5)]
    [TestCase(MqttVersion.V311)]
    public async Task RunAsync_BrokerThere_IsAcknowledgedAndHeard(MqttVersion version)
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var listener = await MqttListener.AtAsync(broker);

        var answer = await ProbeAsync(broker.Address, options => options with { Version = version });

        Assert.That(answer, Has.Property(nameof(BrokerAnswer.PublishRefused)).Null.And.Property(nameof(BrokerAnswer.SubscribeRefused)).Null);
        await listener.UntilAsync(all => all.Any(message => message.Topic == "foodsafety/v1/quanzhou/anxi/tofu-7/check"));
    }

    [Test]
    public async Task RunAsync_AgentIsConnected_LeavesItConnected()
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var box = new UplinkBench(broker.Address);
        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Connected, "the agent is connected");

        await ProbeAsync(broker.Address);
        box.Report("a");
        await box.UntilEmptyAsync();

        Assert.That(broker.Log, Does.Not.Contain("already connected, closing old connection"));
    }

    [Test]
    public async Task RunAsync_NoRightToPublish_IsNamedInTheBrokersWords()
    {
        using var folder = new TempFolder();
        var rights = folder.File("acl");
        await File.WriteAllTextAsync(rights, "topic read nothing\n");
        using var broker = await MosquittoBroker.RunAsync($"acl_file {rights}");

        var answer = await ProbeAsync(broker.Address);

        Assert.That(answer.PublishRefused, Is.EqualTo("NotAuthorized"));
    }

    [Test]
    public async Task RunAsync_WrongPassword_IsRefusedAndNotShown()
    {
        using var folder = new TempFolder();
        using var broker = await MosquittoBroker.RunAsync($"password_file {await MosquittoBroker.PasswordFileAsync(folder, "tofu", "right")}");

        var refused = Assert.ThrowsAsync<LinkException>(() => ProbeAsync(broker.Address, options => options with { User = "tofu", Password = new Secret("hunter-2") }));
        await ProbeAsync(broker.Address, options => options with { User = "tofu", Password = new Secret("right") });

        Assert.That(refused!.Failure, Is.EqualTo(LinkFailure.Refused));
        Assert.That(refused.Message, Does.Not.Contain("hunter-2"));
    }

    [Test]
    public async Task RunAsync_ForeignCertificate_IsNotTrusted()
    {
        using var folder = new TempFolder();
        var own = new TestCertificates(folder.File("own"));
        var foreign = new TestCertificates(folder.File("foreign"));
        using var broker = MosquittoBroker.Prepare(own);
        await broker.StartAsync();

        var failure = Assert.ThrowsAsync<LinkException>(() => ProbeAsync(broker.Address, options => options with { CaFile = foreign.Authority }));
        await ProbeAsync(broker.Address, options => options with { CaFile = own.Authority });

        Assert.That(failure!.Failure, Is.EqualTo(LinkFailure.Untrusted));
    }

    [Test]
    public void RunAsync_NobodyThere_IsUnreachable()
    {
        using var closed = new ClosedPort();

        var failure = Assert.ThrowsAsync<LinkException>(() => ProbeAsync($"mqtt://127.0.0.1:{closed.Number}"));

        Assert.That(failure!.Failure, Is.EqualTo(LinkFailure.Unreachable));
    }

    private static Task<BrokerAnswer> ProbeAsync(string address, Func<BrokerOptions, BrokerOptions>? change = null)
    {
        var broker = new BrokerOptions { Address = address };
        var options = new UplinkOptions { City = "quanzhou", County = "anxi", Site = "tofu-7", Broker = change?.Invoke(broker) ?? broker };
        return BrokerProbe.RunAsync(options, TimeProvider.System, CancellationToken.None);
    }
}
