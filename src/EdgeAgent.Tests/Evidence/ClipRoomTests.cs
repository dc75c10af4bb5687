using EdgeAgent.Evidence;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAgent.Tests.Evidence;

public sealed class ClipRoomTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
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
    public void Make_DiskIsShort_TakesClipsOfWhatIsOverAndDeliveredAndLeavesPictures()
    {
        Keep("old", Noon, Noon.AddSeconds(20));
        Keep("unsent", Noon.AddHours(1), Noon.AddHours(1).AddSeconds(20));
        Keep("open", Noon.AddHours(2), null);

        Room(long.MaxValue / 4).Make(incident => incident.Id == "unsent");

        Assert.That(Clips(), Is.EqualTo(new[] { "open", "unsent" }));
        Assert.That(stores.Evidence.Find("old")!.Clip, Is.Null);
        Assert.That(File.Exists(stores.Evidence.FullPath(stores.Evidence.Find("old")!.Picture!)), Is.True);
        Assert.That(stores.Evidence.AwaitingClip(), Is.Empty, "it is not cut anew");
    }

    // What the record says is there is there; what was given up and is there still goes with the next that is given up.
    [Test]
    public void Make_PowerWentBetweenRecordAndDeletion_TheClipIsDeletedLater()
    {
        Keep("old", Noon, Noon.AddSeconds(20));
        var (incident, clip) = stores.Evidence.Clips().Single();
        stores.Evidence.SetClip(incident, 0, null);
        Assert.That(File.Exists(stores.Evidence.FullPath(clip)), Is.True);

        Room(long.MaxValue / 4).Make(_ => false);

        Assert.That(File.Exists(stores.Evidence.FullPath(clip)), Is.False);
    }

    [Test]
    public void DropClip_CannotBeDeleted_IsGivenUpFirst()
    {
        Keep("old", Noon, Noon.AddSeconds(20));
        var (incident, clip) = stores.Evidence.Clips().Single();
        File.Delete(stores.Evidence.FullPath(clip));
        Directory.CreateDirectory(stores.Evidence.FullPath(clip));

        Assert.That(() => stores.Evidence.DropClip(incident, clip), Throws.InstanceOf<UnauthorizedAccessException>().Or.InstanceOf<IOException>());

        Assert.That(stores.Evidence.Find("old")!.Clip, Is.Null);
    }

    [Test]
    public void Make_SomeRoomIsLacking_TakesTheOldestUntilThereIsEnough()
    {
        var disk = new DiskSpace(folder.Path, 0);
        for (var number = 0; number < 6; number++)
        {
            // Said to be larger than they are: a real disk would have to be filled.
            Keep($"{number}", Noon.AddMinutes(5 - number), Noon.AddMinutes(5 - number).AddSeconds(20), bytes: 50_000_000);
        }

        // The margin of 60 MB is lacking, and as much again is made: three clips.
        Room(disk.FreeBytes).Make(_ => false);

        Assert.That(Clips(), Is.EqualTo(new[] { "0", "1", "2" }), "the newest");
    }

    [Test]
    public void Make_OneCannotBeDeleted_TakesTheOthers()
    {
        Keep("stuck", Noon, Noon.AddSeconds(20));
        Keep("next", Noon.AddHours(1), Noon.AddHours(1).AddSeconds(20));
        var stuck = stores.Evidence.FullPath(stores.Evidence.Find("stuck")!.Clip!);
        File.Delete(stuck);
        Directory.CreateDirectory(stuck);

        Room(long.MaxValue / 4).Make(_ => false);

        Assert.That((Path.Exists(stuck), stores.Evidence.Find("next")!.Clip is null), Is.EqualTo((true, true)));
    }

    [Test]
    public void Make_EnoughIsFree_TakesNothing()
    {
        Keep("old", Noon, Noon.AddSeconds(20));

        Room(0).Make(_ => false);

        Assert.That(Clips(), Is.EqualTo(new[] { "old" }));
    }

    [Test]
    public void Make_ClipIsGoneAlready_IsKnownToBe()
    {
        Keep("old", Noon, Noon.AddSeconds(20));
        Directory.Delete(Path.GetDirectoryName(stores.Evidence.FullPath(stores.Evidence.Find("old")!.Clip!))!, recursive: true);

        Room(long.MaxValue / 4).Make(_ => false);

        Assert.That(stores.Evidence.Find("old")!.Clip, Is.Null);
    }

    private ClipRoom Room(long reserve) => new(stores.Evidence, new DiskSpace(folder.Path, reserve), NullLogger<ClipRoom>.Instance);

    private IEnumerable<string> Clips() =>
        Directory.EnumerateFiles(folder.File("evidence"), "*.clip.mp4", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(path).Split('.')[0]).Order();

    private void Keep(string id, DateTimeOffset started, DateTimeOffset? ended, long bytes = 5)
    {
        var incident = new Incident(
            id, ended is null ? IncidentEvent.Opened : IncidentEvent.Closed, 1, "intrusion", "kitchen", "", Severity.Serious, started, ended ?? started, [], 0.9);
        var picture = stores.Evidence.SavePicture(incident, "picture", [1, 2, 3]);
        stores.Keep(new IncidentRecord(incident, picture, null));
        File.WriteAllBytes(stores.Evidence.ClipPath(incident), [1, 2, 3, 4, 5]);
        stores.Evidence.SetClip(incident, bytes, "00");
    }
}
