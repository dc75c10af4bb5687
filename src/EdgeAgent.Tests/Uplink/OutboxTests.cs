using EdgeAgent.Evidence;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Uplink;

public sealed class OutboxTests
{
    private static readonly PictureFile Picture = new("2026-03-01/a.thumbnail.jpg", 4, "00ff");

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private TempFolder folder = null!;
    private AgentDatabase database = null!;
    private Outbox outbox = null!;

    [SetUp]
    public void Open()
    {
        folder = new TempFolder();
        (database, outbox) = OpenAt(folder.Path);
    }

    [TearDown]
    public void Close()
    {
        database.Dispose();
        folder.Dispose();
    }

    [Test]
    public void Enqueue_OpenedWithThumbnail_QueuesThePictureRightBehindItsEvent()
    {
        Enqueue("a", IncidentEvent.Opened, Picture);
        Enqueue("b", IncidentEvent.Opened, null);

        Assert.That(Drain().Select(message => (message.Incident, message.GetType())), Is.EqualTo(new[]
        {
            ("a", typeof(QueuedEvent)), ("a", typeof(QueuedThumbnail)), ("b", typeof(QueuedEvent)),
        }));
    }

    [TestCase(IncidentEvent.Updated)]
    [TestCase(IncidentEvent.Closed)]
    public void Enqueue_LaterEvent_SendsThePictureNoSecondTime(IncidentEvent later)
    {
        Enqueue("a", later, Picture);

        var message = (QueuedEvent)Drain().Single();
        Assert.That(message.Data, Does.Contain("\"sha256\":\"00ff\""));
    }

    [Test]
    public void Enqueue_TransactionFails_QueuesNothingAndUsesNoNumber()
    {
        Enqueue("a", IncidentEvent.Opened, null);

        Assert.That(() => database.InTransaction(EnqueueAndFail), Throws.InvalidOperationException);
        Enqueue("c", IncidentEvent.Opened, null);

        Assert.That(Drain().Cast<QueuedEvent>().Select(message => (message.Incident, message.Seq)), Is.EqualTo(new[] { ("a", 1L), ("c", 2L) }));
    }

    [Test]
    public void Peek_Again_GivesTheSameMessageUntilItIsRemoved()
    {
        Enqueue("a", IncidentEvent.Opened, null);
        Enqueue("b", IncidentEvent.Opened, null);

        var first = outbox.Peek()!;
        Assert.That(outbox.Peek(), Is.EqualTo(first));
        outbox.Remove(first);
        Assert.That(outbox.Peek()!.Incident, Is.EqualTo("b"));
    }

    [Test]
    public void Remove_Twice_CountsOnce()
    {
        Enqueue("a", IncidentEvent.Opened, null);
        Enqueue("b", IncidentEvent.Opened, null);
        var first = outbox.Peek()!;

        outbox.Remove(first);
        outbox.Remove(first);

        Assert.That(outbox.Figures().Count, Is.EqualTo(1));
    }

    [Test]
    public void Figures_SomethingWaits_TellHowMuchAndSinceWhen()
    {
        var began = time.GetUtcNow();
        Enqueue("a", IncidentEvent.Opened, Picture);
        time.Advance(TimeSpan.FromMinutes(5));
        Enqueue("a", IncidentEvent.Closed, Picture);

        Assert.That(outbox.Figures(), Is.EqualTo(new OutboxFigures(3, began, 0, 2)));
        Drain();
        Assert.That(outbox.Figures(), Is.EqualTo(new OutboxFigures(0, null, 0, 2)));
    }

    [Test]
    public void SetAside_Message_StopsWaitingAndIsKeptWithItsReason()
    {
        Enqueue("a", IncidentEvent.Opened, Picture);

        outbox.SetAside(outbox.Peek()!, "too large");

        Assert.That(outbox.Figures(), Is.EqualTo(new OutboxFigures(1, time.GetUtcNow(), 1, 1)));
        var kept = database.Collection<OutboxRow>("outbox_set_aside").FindAll().Single();
        Assert.That((kept.Incident, kept.Refusal), Is.EqualTo(("a", "too large")));
    }

    [Test]
    public void Enqueue_EverythingSentAndAgentRestarted_NumbersGoOn()
    {
        Enqueue("a", IncidentEvent.Opened, Picture);
        Drain();
        database.Dispose();
        (database, outbox) = OpenAt(folder.Path);

        Enqueue("b", IncidentEvent.Opened, null);

        var message = (QueuedEvent)outbox.Peek()!;
        Assert.That((message.Seq, message.Position), Is.EqualTo((2, 3)));
    }

    [Test]
    public void Open_AfterAKillWithoutDispose_HasEverythingThatWasCommitted()
    {
        using var cut = new TempFolder();
        Enqueue("a", IncidentEvent.Opened, null);
        Enqueue("b", IncidentEvent.Opened, null);
        outbox.Remove(outbox.Peek()!);
        Copy(folder.Path, cut.Path);

        var (reopened, survivor) = OpenAt(cut.Path);
        using (reopened)
        {
            reopened.InTransaction(() => survivor.Enqueue(Record("c", IncidentEvent.Opened, null)));
            Assert.That(survivor.Figures(), Is.EqualTo(new OutboxFigures(2, time.GetUtcNow(), 0, 3)));
            Assert.That(survivor.Peek()!.Incident, Is.EqualTo("b"));
        }
    }

    [Test]
    public void Remove_DiskBelowItsReserve_StillEndsTheWaiting()
    {
        Enqueue("a", IncidentEvent.Opened, null);
        database.Dispose();
        (database, outbox) = OpenAt(folder.Path, reserve: long.MaxValue);

        outbox.Remove(outbox.Peek()!);

        Assert.That(outbox.Figures().Count, Is.Zero);
        Assert.That(() => Enqueue("b", IncidentEvent.Opened, null), Throws.TypeOf<DiskFullException>());
    }

    [Test]
    public void Boot_EachOpening_IsAnother() => Assert.That(new Outbox(database, time).Boot.Id, Is.Not.EqualTo(outbox.Boot.Id));

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*.db"))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private static IncidentRecord Record(string id, IncidentEvent what, PictureFile? thumbnail) =>
        new(UplinkBench.Sample(id, what), thumbnail, thumbnail);

    private (AgentDatabase Database, Outbox Outbox) OpenAt(string path, long reserve = 0)
    {
        var opened = new AgentDatabase(Path.Combine(path, "agent.db"), new DiskSpace(path, reserve));
        return (opened, new Outbox(opened, time));
    }

    private void Enqueue(string id, IncidentEvent what, PictureFile? thumbnail) =>
        database.InTransaction(() => outbox.Enqueue(Record(id, what, thumbnail)));

    private void EnqueueAndFail()
    {
        outbox.Enqueue(Record("b", IncidentEvent.Opened, null));
        throw new InvalidOperationException("the recorder fails");
    }

    private List<OutboxMessage> Drain()
    {
        var messages = new List<OutboxMessage>();
        while (outbox.Peek() is { } message)
        {
            messages.Add(message);
            outbox.Remove(message);
        }

        return messages;
    }
}
