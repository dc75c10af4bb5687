using System.Security.Cryptography;
using EdgeAgent.Evidence;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Evidence;

public sealed class EvidenceStoreTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 34, 56, 789, TimeSpan.FromHours(8));

    private TempFolder folder = null!;
    private Stores stores = null!;

    [SetUp]
    public void Open()
    {
        folder = new TempFolder();
        Begin();
    }

    [TearDown]
    public void Close()
    {
        stores.Dispose();
        folder.Dispose();
    }

    [Test]
    public void Find_PutBefore_IsTheSameToTheMillisecondAlsoAfterARestart()
    {
        var record = new IncidentRecord(
            Incident("a", Noon) with
            {
                LastSeen = Noon.AddMilliseconds(1),
                Boxes = [new Box(0.1, 0.2, 0.3, 0.4), new Box(0, 0, 1, 1)],
                OpeningBoxes = [new Box(0.5, 0.6, 0.7, 0.8)],
                Detail = "mask_worn_wrong",
                Tracks = [7, long.MaxValue],
                Looks = new LookCount(9, 8),
            },
            new PictureFile("2026-05-04/a.picture.jpg", 3, "ab"),
            null);
        Put(record);
        stores.Dispose();
        Begin();

        var found = stores.Evidence.Find("a")!;

        Assert.That(found.Incident with { Boxes = [], OpeningBoxes = [], Tracks = [] }, Is.EqualTo(record.Incident with { Boxes = [], OpeningBoxes = [], Tracks = [] }));
        Assert.That(found.Incident.Boxes, Is.EqualTo(record.Incident.Boxes));
        Assert.That(found.Incident.OpeningBoxes, Is.EqualTo(record.Incident.OpeningBoxes));
        Assert.That(found.Incident.Tracks, Is.EqualTo(record.Incident.Tracks));
        Assert.That((found.Picture, found.Thumbnail), Is.EqualTo((record.Picture, (PictureFile?)null)));
        Assert.That(found.Incident.Started.Offset, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void Put_SameIncidentAgain_KeepsTheNewestState()
    {
        Put(Record("a", Noon));
        Put(new IncidentRecord(Incident("a", Noon) with { Event = IncidentEvent.Closed, Revision = 1 }, null, null));

        Assert.That(stores.Evidence.Count, Is.EqualTo(1));
        Assert.That(stores.Evidence.Find("a")!.Incident, Has.Property("Revision").EqualTo(1).And.Property("Event").EqualTo(IncidentEvent.Closed));
    }

    [Test]
    public void Find_Unknown_IsNull() => Assert.That(stores.Evidence.Find("nobody"), Is.Null);

    [Test]
    public void Recent_Many_AreTheNewestFirst()
    {
        foreach (var day in new[] { 3, 1, 5, 2, 4 })
        {
            Put(Record($"{day}", Noon.AddDays(day)));
        }

        Assert.That(stores.Evidence.Recent(3).Select(record => record.Incident.Id), Is.EqualTo(["5", "4", "3"]));
        Assert.That(stores.Evidence.Recent(10), Has.Count.EqualTo(5));
    }

    [Test]
    public void Open_SomeClosed_AreTheOthers()
    {
        Put(Record("opened", Noon));
        Put(new IncidentRecord(Incident("updated", Noon) with { Event = IncidentEvent.Updated, Revision = 1 }, null, null));
        Put(new IncidentRecord(Incident("closed", Noon) with { Event = IncidentEvent.Closed, Revision = 1 }, null, null));

        Assert.That(stores.Evidence.Open().Select(incident => incident.Id), Is.EquivalentTo(["opened", "updated"]));
    }

    [Test]
    public void CountOf_Rule_CountsOnlyThat()
    {
        Put(Record("a", Noon));
        Put(new IncidentRecord(Incident("b", Noon) with { Rule = "animal" }, null, null));

        Assert.That((stores.Evidence.CountOf("intrusion"), stores.Evidence.CountOf("animal"), stores.Evidence.CountOf("none")), Is.EqualTo((1, 1, 0)));
    }

    [Test]
    public void SavePicture_Jpeg_LiesInTheDaysFolderWithItsHash()
    {
        byte[] jpeg = [1, 2, 3, 4];

        var file = stores.Evidence.SavePicture(Incident("a", Noon), "picture", jpeg);

        Assert.That(file.Path, Is.EqualTo("2026-05-04/a.picture.jpg"));
        Assert.That(File.ReadAllBytes(stores.Evidence.FullPath(file)), Is.EqualTo(jpeg));
        Assert.That(file, Has.Property("Bytes").EqualTo(4).And.Property("Sha256").EqualTo(Convert.ToHexStringLower(SHA256.HashData(jpeg))));
    }

    private static Incident Incident(string id, DateTimeOffset started) => new(
        id, IncidentEvent.Opened, 0, "intrusion", "kitchen", "floor", Severity.Serious, started.ToUniversalTime(), started.ToUniversalTime(), [], 0.87);

    private static IncidentRecord Record(string id, DateTimeOffset started) => new(Incident(id, started), null, null);

    private void Begin()
    {
        stores = new Stores(folder.Path);
    }

    private void Put(IncidentRecord record) => stores.Keep(record);
}
