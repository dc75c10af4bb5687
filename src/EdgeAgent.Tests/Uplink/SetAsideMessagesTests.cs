using EdgeAgent.Evidence;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;

namespace EdgeAgent.Tests.Uplink;

public sealed class SetAsideMessagesTests
{
    private static readonly PictureFile Picture = new("2026-03-01/a.thumbnail.jpg", 4, "00ff");

    private TempFolder folder = null!;
    private Stores stores = null!;

    [SetUp]
    public void Open()
    {
        folder = new TempFolder();
        stores = new Stores(folder.Path);
        foreach (var id in new[] { "a", "b", "c" })
        {
            stores.Keep(new IncidentRecord(UplinkBench.Sample(id), Picture, Picture));
        }

        foreach (var message in Waiting().Where(message => message.Incident != "b"))
        {
            stores.Outbox.SetAside.Add(message, $"because of {message.Incident}");
        }
    }

    [TearDown]
    public void Close()
    {
        stores.Dispose();
        folder.Dispose();
    }

    [Test]
    public void Newest_EventsAndThumbnails_EventsFirstEachNewestFirst() => Assert.That(
        stores.Outbox.SetAside.Newest(3).Select(message => (message.Incident, message.IsThumbnail, message.Reason)),
        Is.EqualTo(new[] { ("c", false, "because of c"), ("a", false, "because of a"), ("c", true, "because of c") }));

    [Test]
    public void SendAgain_SomeWait_TakeTheirPlacesAgain()
    {
        Assert.That(stores.Outbox.SetAside.SendAgain(), Is.EqualTo(4));

        Assert.That(Waiting().Select(message => message.Incident), Is.EqualTo(new[] { "a", "b", "c", "a", "b", "c" }));
        Assert.That(stores.Outbox.SetAside.Newest(3), Is.Empty);
        Assert.That(
            stores.Outbox.Figures(),
            Has.Property(nameof(OutboxFigures.Count)).EqualTo(6).And.Property(nameof(OutboxFigures.Thumbnails)).EqualTo(3).And.Property(nameof(OutboxFigures.SetAside)).Zero);
    }

    [Test]
    public void Add_TakenOutMeanwhile_CountsNothing()
    {
        var message = Waiting()[0];
        stores.Outbox.Remove([message]);

        stores.Outbox.SetAside.Add(message, "late");

        Assert.That(stores.Outbox.Figures().SetAside, Is.EqualTo(4));
    }

    private IReadOnlyList<OutboxMessage> Waiting() => stores.Outbox.Read(0, OutboxPlace.Last, 99);
}
