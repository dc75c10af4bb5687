using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Uplink;

namespace EdgeAgent.Tests.Evidence;

/// <summary>What a start finds wrong is told, once, and nothing where all is well.</summary>
public sealed class EvidenceTakeUpTests
{
    private TempFolder folder = null!;

    [SetUp]
    public void Fill()
    {
        folder = new TempFolder();
        using var stores = new Stores(folder.Path);
        foreach (var id in new[] { "a", "b", "c" })
        {
            stores.Keep(new IncidentRecord(UplinkBench.Sample(id), null, null));
        }
    }

    [TearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public void Run_AllIsWell_TellsNothing() => Assert.That(Found(), Is.Empty);

    [Test]
    public void Run_DatabaseDamaged_IsTold()
    {
        File.WriteAllBytes(folder.File("agent.db"), new byte[50_000]);

        Assert.That(Found(), Is.EqualTo([(EvidenceLoss.DatabaseDamaged, "agent.db.damaged-1")]));
        Assert.That(Found(), Has.Count.EqualTo(1), "and the next start finds it well");
    }

    [Test]
    public void Run_DatabaseDeleted_IsTold()
    {
        File.Delete(folder.File("agent.db"));

        Assert.That(Found(), Is.EqualTo([(EvidenceLoss.RowsMissing, "1-3")]));
    }

    [Test]
    public void Run_DatabaseEmpty_IsTold()
    {
        File.WriteAllBytes(folder.File("agent.db"), []);

        Assert.That(Found(), Is.EqualTo([(EvidenceLoss.RowsMissing, "1-3")]));
    }

    [Test]
    public void Run_EndOfTheChainIsGone_IsToldAndTheNumbersGoOnBehindIt()
    {
        var file = Directory.GetFiles(folder.File("chain"), "*.jsonl").Single();
        File.WriteAllLines(file, File.ReadAllLines(file)[..1]);

        Assert.That(Found(), Is.EqualTo([(EvidenceLoss.RecordsMissing, "2-3")]));
        using var stores = new Stores(folder.Path);
        stores.Keep(new IncidentRecord(UplinkBench.Sample("d"), null, null));
        Assert.That(stores.Journal.Head.Number, Is.EqualTo(4));
        Assert.That(stores.Notices.All, Has.Count.EqualTo(1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Run_KeyLostOrDamaged_AnotherBeginsInTheChainAndAllStaysProvable(bool isDamaged)
    {
        var key = folder.File("key/key.pem");
        File.WriteAllText(key, "spoilt");
        if (!isDamaged)
        {
            File.Delete(key);
        }

        var found = Found();

        var fingerprint = PublicKey.Read(folder.File("key/key.pub.pem")).Fingerprint;
        Assert.That(found, Is.EqualTo([(EvidenceLoss.KeyReplaced, fingerprint)]));
        Assert.That(Found(), Has.Count.EqualTo(1), "once");
        var data = new EvidenceFolder(folder.Path);
        var check = EvidenceCheck.Run(data, [.. data.PublicKeys.Select(PublicKey.Read)], Array.Empty<int>().ToLookup(_ => 0L, _ => ""), isPart: false);
        Assert.That((check.Faults.Count, check.Sound), Is.EqualTo((0, 4)));
        Assert.That(check.Keys, Is.EqualTo(new[] { (4L, fingerprint) }));
    }

    [Test]
    public void Run_KeyAndDatabaseLost_EverythingIsMadeAnewFromWhatTheOldKeySigned()
    {
        File.Delete(folder.File("key/key.pem"));
        File.Delete(folder.File("agent.db"));

        using var stores = new Stores(folder.Path);

        Assert.That(stores.Evidence.Count, Is.EqualTo(3));
    }

    private List<(EvidenceLoss Loss, string Detail)> Found()
    {
        using var stores = new Stores(folder.Path);
        return [.. stores.Notices.All.Select(notice => (notice.Loss, notice.Detail))];
    }
}
