using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;

namespace EdgeAgent.Tests.Uplink;

[Parallelizable(ParallelScope.Self)]
public sealed class PublisherTlsTests
{
    private TempFolder folder = null!;
    private TestCertificates own = null!;
    private TestCertificates foreign = null!;

    [SetUp]
    public void Issue()
    {
        folder = new TempFolder();
        own = new TestCertificates(folder.File("own"));
        foreign = new TestCertificates(folder.File("foreign"));
    }

    [TearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public async Task Execute_BrokerOfOwnAuthority_IsTrusted()
    {
        using var broker = await StartAsync();
        await using var box = new UplinkBench(broker.Address, options => WithAuthority(options, own));
        await box.StartAsync();
        box.Report("a");
        await box.UntilEmptyAsync();
    }

    [Test]
    public async Task Execute_BrokerOfForeignAuthority_IsNotTrustedAndGetsNothing()
    {
        using var broker = await StartAsync();
        await using var box = new UplinkBench(broker.Address, options => WithAuthority(options, foreign));
        box.Report("a");
        await box.StartAsync();

        await Eventually.Holds(() => box.Publisher.Status.Reason?.Contains("no trusted connection", StringComparison.Ordinal) == true, "the distrust is told");
        Assert.That(box.Outbox.Figures().Count, Is.EqualTo(1));
    }

    [TestCase(10)]
    [TestCase(-40)]
    public async Task Execute_CertificateIsNotOfThisTime_TheClockIsNamedAsTheLikelyCause(int days)
    {
        var other = new TestCertificates(folder.File("other"), TimeProvider.System.GetUtcNow().AddDays(days));
        using var broker = MosquittoBroker.Prepare(other);
        await broker.StartAsync();
        await using var box = new UplinkBench(broker.Address, options => WithAuthority(options, other));
        await box.StartAsync();

        await Eventually.Holds(() => box.Publisher.Status.Reason is not null, "the distrust is told");
        Assert.That(box.Publisher.Status.Reason, Does.Contain("no trusted connection").And.Contain("The box's clock shows"));
    }

    [Test]
    public async Task Execute_BrokerUnderAnotherName_IsNotTrusted()
    {
        using var broker = await StartAsync();
        await using var box = new UplinkBench(broker.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), options => WithAuthority(options, own));
        await box.StartAsync();

        await Eventually.Holds(() => box.Publisher.Status.Reason?.Contains("no trusted connection", StringComparison.Ordinal) == true, "the distrust is told");
    }

    [Test]
    public async Task Execute_BrokerWantsACertificate_OnlyTheBoxThatHasOneGetsIn()
    {
        using var broker = await StartAsync($"cafile {own.Authority}", "require_certificate true");
        await using (var without = new UplinkBench(broker.Address, options => WithAuthority(options, own)))
        {
            await without.StartAsync();
            await Eventually.Holds(() => without.Publisher.Status.Reason is not null, "the box without is refused");
        }

        await using var with = new UplinkBench(broker.Address, options => WithAuthority(options, own) with
        {
            Broker = WithAuthority(options, own).Broker with { CertificateFile = own.BoxCertificate, KeyFile = own.BoxKey },
        });
        await with.StartAsync();
        await Eventually.Holds(() => with.Publisher.Status.Connected, "the box with is let in");
    }

    [Test]
    public async Task Execute_AuthorityFileMissing_SaysWhichAndGoesOnTrying()
    {
        using var broker = await StartAsync();
        var later = folder.File("later.pem");
        await using var box = new UplinkBench(broker.Address, options => options with { Broker = options.Broker with { CaFile = later } });
        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Reason?.Contains(later, StringComparison.Ordinal) == true, "the file is named");

        File.Copy(own.Authority, later);

        await Eventually.Holds(() => box.Publisher.Status.Connected, "connected");
    }

    private static UplinkOptions WithAuthority(UplinkOptions options, TestCertificates certificates) =>
        options with { Broker = options.Broker with { CaFile = certificates.Authority } };

    private async Task<MosquittoBroker> StartAsync(params string[] lines)
    {
        var broker = MosquittoBroker.Prepare(own, lines);
        await broker.StartAsync();
        return broker;
    }
}
