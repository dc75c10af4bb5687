using EdgeAgent.Detection.Teaching;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection.Teaching;

public sealed class CropShelfTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private TempFolder folder = null!;
    private FakeTimeProvider time = null!;
    private CropShelf shelf = null!;

    [SetUp]
    public void MakeShelf()
    {
        folder = new TempFolder();
        time = new FakeTimeProvider(Noon);
        shelf = Shelf(reserve: 0);
    }

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void Offer_OneTrackForAMinute_ShelvesThreeCropsTenSecondsApart()
    {
        for (var second = 0; second < 60; second++)
        {
            Offer(track: 1, second);
        }

        Assert.That(shelf.Of("hat").Select(crop => (crop.Id.At - Noon)?.TotalSeconds), Is.EqualTo(new[] { 20, 10, 0 }));
        Assert.That(shelf.Of("hat").Select(crop => File.Exists(crop.Path)), Is.All.True);
    }

    [Test]
    public void Offer_ManyTracks_KeepsTheNewestThreeHundredOfEachHead()
    {
        for (var track = 0; track < 310; track++)
        {
            Offer(track, track);
        }

        Offer(track: 1, second: 1, head: "mask");
        Assert.That(shelf.Of("hat"), Has.Count.EqualTo(300));
        Assert.That(shelf.Of("hat")[^1].Id.Track, Is.EqualTo(10));
        Assert.That(Directory.GetFiles(folder.File("hat")), Has.Length.EqualTo(300));
        Assert.That(shelf.Of("mask"), Has.Count.EqualTo(1));
    }

    [Test]
    public void Offer_AfterARestart_GoesOnWhereItWas()
    {
        Offer(track: 1, second: 0);
        shelf = Shelf(reserve: 0);

        Offer(track: 1, second: 5);

        Assert.That(shelf.Of("hat"), Has.Count.EqualTo(1));
    }

    [Test]
    public void Offer_AMonthLater_OldCropsAndThoseOfOldIncidentsAreGone()
    {
        Offer(track: 1, second: 0);
        shelf.KeepFor("incident", "hat", "hall", [1], Noon);
        Directory.SetLastWriteTimeUtc(folder.File("incidents", "incident"), Noon.UtcDateTime);

        time.Advance(TimeSpan.FromDays(31));
        Offer(track: 2, second: 31 * 86_400);

        Assert.That(shelf.Of("hat").Select(crop => crop.Id.Track), Is.EqualTo(new[] { 2 }));
        Assert.That(shelf.OfIncident("incident"), Is.Empty);
    }

    [Test]
    public void Offer_DiskIsShort_NothingIsShelvedAndWhatIsThereGoes()
    {
        Offer(track: 1, second: 0);
        shelf = Shelf(reserve: long.MaxValue);

        Offer(track: 2, second: 0);

        Assert.That(shelf.Of("hat"), Is.Empty);
        Assert.That(Directory.GetFiles(folder.File("hat")), Is.Empty);
    }

    [Test]
    public void KeepFor_Incident_TakesTheViolatingLooksOfItsTracksOnly()
    {
        Offer(track: 1, second: 0, score: 0.9);
        Offer(track: 1, second: 1, score: 0.8);
        Offer(track: 1, second: 2, score: 0.2);
        Offer(track: 2, second: 2, score: 0.9);
        Offer(track: 1, second: 2, score: 0.9, head: "mask");
        Offer(track: 1, second: 2, score: 0.9, camera: "yard");
        Offer(track: 1, second: -60, score: 0.9);

        shelf.KeepFor("incident", "hat", "hall", [1], Noon);

        var kept = shelf.OfIncident("incident");
        Assert.That(kept.Select(each => (each.Head, each.Crop.Id.Score)), Is.EquivalentTo(new[] { ("hat", (double?)0.9), ("hat", 0.8) }));
    }

    [Test]
    public void Of_FilesThatAreNone_ArePassedOver()
    {
        Directory.CreateDirectory(folder.File("hat"));
        File.WriteAllText(folder.File("hat", "notes.jpg"), "");
        File.WriteAllText(folder.File("hat", "Thumbs.db"), "");

        Assert.That(shelf.Of("hat"), Is.Empty);
    }

    private CropShelf Shelf(long reserve) => new(folder.Path, new DiskSpace(folder.Path, reserve), time);

    private void Offer(long track, int second, double? score = 0.6, string head = "hat", string camera = "hall")
    {
        using var crop = new Mat(40, 40, MatType.CV_8UC3, Scalar.All(track % 250));
        shelf.Offer(head, CropId.Of(camera, track, Noon.AddSeconds(second), score), crop);
    }
}
