using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Uplink;

/// <summary>The publisher while the broker is away, dies, refuses, or is left by the box.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class PublisherFaultTests
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 1, 2, 3, 0xFF, 0xD9];

    [Test]
    public async Task Execute_BrokerComesLater_EverythingThatWaitedArrives()
    {
        using var broker = MosquittoBroker.Prepare();
        await using var box = new UplinkBench(broker.Address);
        await box.StartAsync();
        box.Report("a");
        box.Report("b");
        await Eventually.Holds(() => box.Publisher.Status.Reason is not null, "the attempt has failed");
        Assert.That(box.Publisher.Status, Has.Property(nameof(LinkStatus.Connected)).False);

        await broker.StartAsync();
        await using var listener = await MqttListener.AtAsync(broker);
        box.Report("c");

        await box.UntilEmptyAsync();
        Assert.That(box.Publisher.Status, Has.Property(nameof(LinkStatus.Connected)).True.And.Property(nameof(LinkStatus.Reason)).Null);
    }

    [Test]
    public async Task Execute_NoAcknowledgement_KeepsTheMessageAndTriesAnotherConnection()
    {
        await using var deaf = DeafBroker.Start();
        await using var box = new UplinkBench(deaf.Address, options => options with { Broker = options.Broker with { AnswerSeconds = 1 } });
        box.Report("a");
        await box.StartAsync();

        await Eventually.Holds(() => deaf.EventsSwallowed >= 2, "the same event on a second connection");

        Assert.That(deaf.Connections, Is.GreaterThanOrEqualTo(2));
        Assert.That(box.Outbox.Figures().Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Execute_BrokerSilentAtTheLogin_TriesAnotherConnection()
    {
        using var silent = new RawWebServer(_ => [null]);
        await using var box = new UplinkBench(
            $"mqtt://127.0.0.1:{silent.Port}", options => options with { Broker = options.Broker with { AnswerSeconds = 1 } });
        await box.StartAsync();

        await Eventually.Holds(() => silent.Requests.Count >= 2, "the login on a second connection");

        Assert.That(box.Publisher.Status.Reason, Does.Contain("does not answer"));
    }

    [Test]
    public async Task Execute_BrokerKilledAgainAndAgainWhileDraining_NothingIsLostAndDoublesAreTheSameEvent()
    {
        const int Incidents = 120;
        using var broker = await MosquittoBroker.RunAsync();
        await using var listener = await MqttListener.AtAsync(broker);
        await using var box = new UplinkBench(broker.Address);
        for (var i = 0; i < Incidents; i++)
        {
            box.Report($"a{i}", thumbnail: i % 10 == 0 ? Jpeg : null);
        }

        await box.StartAsync();
        foreach (var killAt in new[] { 20, 50, 90 })
        {
            await listener.UntilIncidentsAsync(killAt);
            await broker.RestartAsync();
        }

        await box.UntilEmptyAsync();
        var heard = await listener.UntilIncidentsAsync(Incidents);
        Assert.Multiple(() =>
        {
            Assert.That(heard.Select(message => message.Seq).Distinct().Order(), Is.EqualTo(Enumerable.Range(1, Incidents)));
            Assert.That(
                heard.GroupBy(message => message.Seq).Select(same => same.Select(message => (message.Id, message.BootId, message.Time)).Distinct().Count()),
                Has.All.EqualTo(1));
        });
    }

    [Test]
    public async Task Execute_BoxCutOff_BrokerSaysLostWithTheBootThatDied()
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var proxy = TcpProxy.Start(broker.Port);
        await using var behind = new UplinkBench(proxy.Address);
        await using var listener = await MqttListener.AtAsync(broker);
        await behind.StartAsync();
        await listener.UntilAsync(all => StatesIn(all).Any(status => status.State == AgentState.Online));

        await proxy.CutAsync();

        var heard = await listener.UntilAsync(all => StatesIn(all).Any(status => status.State == AgentState.Lost));
        Assert.That(StatesIn(heard).Last(), Is.EqualTo(new StatusMessage(AgentState.Lost, behind.Outbox.Boot.Id)));
    }

    [Test]
    public async Task Stop_Connected_SaysStoppedAndNoWillFollows()
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var listener = await MqttListener.AtAsync(broker);
        await using var box = new UplinkBench(broker.Address);
        await box.StartAsync();
        await listener.UntilAsync(all => StatesIn(all).Any());

        await box.StopAsync();

        await using var next = new UplinkBench(broker.Address);
        await next.StartAsync();
        var heard = await listener.UntilAsync(all => StatesIn(all).Count(status => status.State == AgentState.Online) == 2);
        Assert.That(StatesIn(heard).Select(status => status.State), Is.EqualTo(new[] { AgentState.Online, AgentState.Stopped, AgentState.Online }));
        Assert.That(StatesIn(heard).Select(status => status.BootId).Distinct().Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task Stop_BrokerSilent_EndsSoonAndLosesNothing()
    {
        await using var deaf = DeafBroker.Start();
        await using var box = new UplinkBench(deaf.Address, options => options with { Broker = options.Broker with { AnswerSeconds = 120 } });
        box.Report("a");
        await box.StartAsync();
        await Eventually.Holds(() => deaf.EventsSwallowed >= 1, "the event is on its way");

        await box.StopAsync().WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);

        Assert.That(box.Outbox.Figures().Count, Is.EqualTo(1));
    }

    [TestCase(MqttVersion.V5)]
    [TestCase(MqttVersion.V311)]
    public async Task Execute_WrongPassword_IsSaidAndRightOneWorks(MqttVersion version)
    {
        using var folder = new TempFolder();
        var passwords = await MosquittoBroker.PasswordFileAsync(folder, "box", "right");
        using var broker = await MosquittoBroker.RunAsync($"password_file {passwords}");
        UplinkOptions Login(UplinkOptions options, string password) =>
            options with { Broker = options.Broker with { User = "box", Password = new(password), Version = version } };

        await using (var wrong = new UplinkBench(broker.Address, options => Login(options, "wrong")))
        {
            await wrong.StartAsync();
            await Eventually.Holds(() => wrong.Publisher.Status.Reason?.Contains("NotAuthorized", StringComparison.Ordinal) == true, "the refusal is told");
            Assert.That(wrong.Publisher.Status.Reason, Does.Not.Contain("wrong"));
        }

        await using var right = new UplinkBench(broker.Address, options => Login(options, "right"));
        await right.StartAsync();
        await Eventually.Holds(() => right.Publisher.Status.Connected, "connected");
    }

    private static IEnumerable<StatusMessage> StatesIn(IEnumerable<HeardMessage> messages) =>
        messages.Where(message => message.Topic.EndsWith("/status", StringComparison.Ordinal)).Select(message => message.As<StatusMessage>());
}
