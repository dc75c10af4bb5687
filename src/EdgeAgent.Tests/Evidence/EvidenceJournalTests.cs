using System.Text.Json;
using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Uplink;
using EdgeAgent.Uplink;

namespace EdgeAgent.Tests.Evidence;

public sealed class EvidenceJournalTests
{
    private static readonly PictureFile Picture = new("2026-03-01/a.thumbnail.jpg", 4, "00ff");

    private TempFolder folder = null!;
    private Stores stores = null!;

    [SetUp]
    public void Open()
    {
        folder = new TempFolder();
        stores = new Stores(folder.Path);
    }

    [TearDown]
    public void Close()
    {
        stores.Dispose();
        folder.Dispose();
    }

    [Test]
    public void Write_RowsFailOnce_AreWrittenBeforeTheNextAndNumberedAsTheyCame()
    {
        var fails = true;
        stores.Journal.Keep<JsonElement>(RecordKind.Incident, (_, _) =>
        {
            if (fails)
            {
                throw new IOException("on purpose");
            }
        });
        Assert.That(() => Report("a"), Throws.InstanceOf<IOException>());
        Assert.That(stores.Evidence.Find("a"), Is.Null);
        fails = false;

        Report("b");

        Assert.That(Waiting(), Is.EqualTo([("a", 1L), ("b", 2L)]));
        Assert.That(stores.Evidence.Find("a"), Is.Not.Null);
    }

    [Test]
    public void CatchUp_PowerCutBetweenChainAndRows_RowsAreWrittenAtTheNextStart()
    {
        Report("a");
        stores.Journal.Keep<JsonElement>(RecordKind.Incident, (_, _) => throw new IOException("on purpose"));
        Assert.That(() => Report("b"), Throws.InstanceOf<IOException>());

        Reopen();

        Assert.That(Waiting(), Is.EqualTo([("a", 1L), ("b", 2L)]));
    }

    [Test]
    public void CatchUp_DatabaseIsGone_EverythingIsBackAndOnlyWhatWasNotDeliveredWaits()
    {
        Report("a", thumbnail: Picture);
        Report("a", IncidentEvent.Closed);
        Report("b", thumbnail: Picture);
        stores.Evidence.SetVerdict("a", new IncidentVerdict(Finding.Rejected, VerdictGiver.Office, DateTimeOffset.UnixEpoch));
        stores.Evidence.SetClip(UplinkBench.Sample("a"), 7, "abcd");
        stores.RemoveFirst();
        stores.RemoveFirst();
        var before = (Waiting(), stores.Outbox.Figures().LastSequence, stores.Evidence.Find("a")!.Verdict, stores.Evidence.Find("a")!.Clip, stores.Evidence.Open().Count);
        stores.Dispose();
        File.WriteAllBytes(folder.File("agent.db"), new byte[50_000]);

        stores = new Stores(folder.Path);

        Assert.That(stores.Database.Damage, Is.Not.Null);
        Assert.That((Waiting(), stores.Outbox.Figures().LastSequence, stores.Evidence.Find("a")!.Verdict, stores.Evidence.Find("a")!.Clip, stores.Evidence.Open().Count), Is.EqualTo(before));
        Report("c");
        Assert.That(Waiting(), Has.Member(("c", 4L)));
    }

    [Test]
    public void CatchUp_AnotherChainWasDeliveredBefore_NothingOfThisOneCountsAsDelivered()
    {
        Report("a");
        stores.RemoveFirst();
        stores.Dispose();
        File.Delete(folder.File("agent.db"));
        Directory.Delete(folder.File("chain"), recursive: true);
        stores = new Stores(folder.Path);
        Report("b");
        stores.Dispose();
        File.Delete(folder.File("agent.db"));

        stores = new Stores(folder.Path);

        Assert.That(Waiting(), Is.EqualTo([("b", 1L)]));
    }

    [Test]
    public void CatchUp_ChainIsGone_GoesOnBehindTheNumbersThatWereGiven()
    {
        Report("a");
        Report("b");
        stores.Dispose();
        Directory.Delete(folder.File("chain"), recursive: true);
        stores = new Stores(folder.Path);
        stores.Journal.Keep<JsonElement>(RecordKind.Incident, (_, _) => throw new IOException("on purpose"));
        Assert.That(() => Report("c"), Throws.InstanceOf<IOException>());

        Reopen();

        Assert.That(Waiting(), Is.EqualTo([("a", 1L), ("b", 2L), ("c", 3L)]));
        Assert.That(stores.Journal.Head.Number, Is.EqualTo(3), "no number is given twice");
    }

    // A box that ran an agent without a chain, and then loses its database.
    [Test]
    public void TakeOver_EventsBeforeTheChain_NumbersGoOnAlsoWhenTheDatabaseIsLost()
    {
        Report("a");
        Report("b");
        stores.Dispose();
        Directory.Delete(folder.File("chain"), recursive: true);
        using (var database = new LiteDB.LiteDatabase(folder.File("agent.db")))
        {
            database.DropCollection("chain_applied");
            foreach (var row in database.GetCollection("outbox").FindAll().ToList())
            {
                row["Record"] = "";
                database.GetCollection("outbox").Update(row);
            }
        }

        stores = new Stores(folder.Path);
        stores.RemoveFirst();
        stores.Dispose();
        File.Delete(folder.File("agent.db"));
        stores = new Stores(folder.Path);
        Report("c");

        Assert.That(Waiting(), Is.EqualTo([("c", 3L)]));
    }

    [Test]
    public void Write_AnIncident_ItsMessageCarriesItsRecord()
    {
        Report("a");

        var message = (QueuedEvent)stores.Peek()!;

        Assert.That(message.Data, Does.Contain($"\"evidence\":{{\"number\":1,\"hash\":\"{stores.Journal.Head.Hash}\",\"previous\":\"{new string('0', 64)}\",\"signature\":\""));
    }

    // As a later version may write them, before somebody goes back to this one.
    [TestCase("incident", """{"seq":"seven"}""")]
    [TestCase("kind of later", """{"anything":1}""")]
    [TestCase("verdict", """{"incident":"a","verdict":{"finding":"Rejected","by":"Owner","at":"2026-03-01T00:00:00Z","certainty":3},"reason":"later"}""")]
    public void CatchUp_RecordOfAnotherVersion_IsReadAsFarAsItCanBeAndStaysInTheChain(string kind, string body)
    {
        Report("a");
        using (var json = JsonDocument.Parse(body))
        {
            stores.Journal.Write(kind, () => (object)json.RootElement);
        }

        File.Delete(folder.File("agent.db"));
        Reopen();
        Report("b");

        Assert.That(Waiting(), Is.EqualTo([("a", 1L), ("b", 2L)]));
        Assert.That(stores.Journal.Head.Number, Is.EqualTo(3));
        Assert.That(stores.Evidence.Find("a")!.Verdict?.Finding, Is.EqualTo(kind == "verdict" ? Finding.Rejected : null));
    }

    private void Reopen()
    {
        stores.Dispose();
        stores = new Stores(folder.Path);
    }

    private void Report(string id, IncidentEvent what = IncidentEvent.Opened, PictureFile? thumbnail = null) =>
        stores.Keep(new IncidentRecord(UplinkBench.Sample(id, what), thumbnail, thumbnail));

    private List<(string Incident, long Seq)> Waiting() =>
    [
        .. stores.Database.Collection<OutboxRow>("outbox").FindAll().Select(row => (row.Incident, row.Event?.Seq ?? 0)),
    ];
}
