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
    private Stores stores = null!;

    [SetUp]
    public void Open()
    {
        folder = new TempFolder();
        stores = OpenAt(folder.Path);
    }

    [TearDown]
    public void Close()
    {
        stores.Dispose();
        folder.Dispose();
    }

    [Test]
    public void Enqueue_OpenedWithThumbnail_QueuesThePictureBehindAllEvents()
    {
        Enqueue("a", IncidentEvent.Opened, Picture);
        Enqueue("b", IncidentEvent.Opened, null);

        Assert.That(Drain().Select(message => (message.Incident, message.GetType())), Is.EqualTo(new[]
        {
            ("a", typeof(QueuedEvent)), ("b", typeof(QueuedEvent)), ("a", typeof(QueuedThumbnail)),
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
    public void Read_Again_GivesTheSameMessageUntilItIsRemoved()
    {
        Enqueue("a", IncidentEvent.Opened, null);
        Enqueue("b", IncidentEvent.Opened, null);

        var first = stores.Peek()!;
        Assert.That(stores.Peek(), Is.EqualTo(first));
        stores.Outbox.Remove([first]);
        Assert.That(stores.Peek()!.Incident, Is.EqualTo("b"));
    }

    [Test]
    public void Remove_Twice_CountsOnce()
    {
        Enqueue("a", IncidentEvent.Opened, null);
        Enqueue("b", IncidentEvent.Opened, null);
        var first = stores.Peek()!;

        stores.Outbox.Remove([first]);
        stores.Outbox.Remove([first]);

        Assert.That(stores.Outbox.Figures().Count, Is.EqualTo(1));
    }

    [Test]
    public void Figures_SomethingWaits_TellHowMuchAndSinceWhen()
    {
        var began = time.GetUtcNow();
        Enqueue("a", IncidentEvent.Opened, Picture);
        time.Advance(TimeSpan.FromMinutes(5));
        Enqueue("a", IncidentEvent.Closed, Picture);

        Assert.That(stores.Outbox.Figures(), Is.EqualTo(new OutboxFigures(3, began, 0, 2, Thumbnails: 1)));
        Drain();
        Assert.That(stores.Outbox.Figures(), Is.EqualTo(new OutboxFigures(0, null, 0, 2)));
    }

    [Test]
    public void SetAside_Message_StopsWaitingAndIsKeptWithItsReason()
    {
        Enqueue("a", IncidentEvent.Opened, Picture);

        stores.Outbox.SetAside.Add(stores.Peek()!, "too large");

        Assert.That(stores.Outbox.Figures(), Is.EqualTo(new OutboxFigures(1, time.GetUtcNow(), 1, 1, Thumbnails: 1)));
        var kept = stores.Database.Collection<OutboxRow>("outbox_set_aside").FindAll().Single();
        Assert.That((kept.Incident, kept.Refusal), Is.EqualTo(("a", "too large")));
    }

    [Test]
    public void Enqueue_EverythingSentAndAgentRestarted_NumbersGoOn()
    {
        Enqueue("a", IncidentEvent.Opened, Picture);
        Drain();
        stores.Dispose();
        stores = OpenAt(folder.Path);

        Enqueue("b", IncidentEvent.Opened, null);

        var message = (QueuedEvent)stores.Peek()!;
        Assert.That((message.Seq, message.Place), Is.EqualTo((2, 3)));
    }

    [Test]
    public void Open_AfterAKillWithoutDispose_HasEverythingThatWasCommitted()
    {
        using var cut = new TempFolder();
        Enqueue("a", IncidentEvent.Opened, null);
        Enqueue("b", IncidentEvent.Opened, null);
        stores.RemoveFirst();
        Copy(folder.Path, cut.Path);

        using var survivor = OpenAt(cut.Path);

        survivor.Keep(Record("c", IncidentEvent.Opened, null));
        Assert.That(survivor.Outbox.Figures(), Is.EqualTo(new OutboxFigures(2, time.GetUtcNow(), 0, 3)));
        Assert.That(survivor.Peek()!.Incident, Is.EqualTo("b"));
    }

    [Test]
    public void Remove_DiskBelowItsReserve_StillEndsTheWaiting()
    {
        Enqueue("a", IncidentEvent.Opened, null);
        stores.Dispose();
        stores = OpenAt(folder.Path, reserve: long.MaxValue);

        stores.RemoveFirst();

        Assert.That(stores.Outbox.Figures().Count, Is.Zero);
        Assert.That(() => Enqueue("b", IncidentEvent.Opened, null), Throws.TypeOf<DiskFullException>());
    }

    [Test]
    public void Boot_EachOpening_IsAnother() => Assert.That(
        stores.AnotherOutbox(time).Boot.Id, Is.Not.EqualTo(stores.Outbox.Boot.Id));

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static IncidentRecord Record(string id, IncidentEvent what, PictureFile? thumbnail) =>
        new(UplinkBench.Sample(id, what), thumbnail, thumbnail);

    private Stores OpenAt(string path, long reserve = 0) => new(path, time, new DiskSpace(path, reserve));

    private void Enqueue(string id, IncidentEvent what, PictureFile? thumbnail) => stores.Keep(Record(id, what, thumbnail));

    private List<OutboxMessage> Drain()
    {
        var messages = new List<OutboxMessage>();
        while (stores.Peek() is { } message)
        {
            messages.Add(message);
            stores.Outbox.Remove([message]);
        }

        return messages;
    }
}
