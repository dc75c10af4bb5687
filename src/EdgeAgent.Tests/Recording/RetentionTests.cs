using EdgeAgent.Recording;
using EdgeAgent.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Recording;

public sealed class RetentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Six = TimeSpan.FromSeconds(6);

    private FakeTimeProvider time = null!;
    private readonly List<IncidentTime> incidents = [];
    private readonly List<GivenUp> lost = [];
    private Shelf shelf = null!;
    private bool isClockSure;

    [SetUp]
    public void SetUp()
    {
        shelf = new Shelf();
        time = new FakeTimeProvider(Now);
        incidents.Clear();
        isClockSure = true;
    }

    [TearDown]
    public void TearDown() => shelf.Dispose();

    [Test]
    public void Run_OlderThanItsDays_IsDeletedUnlessUnsent()
    {
        shelf.Add("a", Now.AddDays(-40), Six);
        shelf.Add("gone", Now.AddDays(-16), Six);
        var unsent = shelf.Add("a", Now.AddDays(-20), Six);
        var young = shelf.Add("a", Now.AddDays(-14), Six);
        incidents.Add(new IncidentTime("a", Now.AddDays(-20).AddSeconds(5), Now.AddDays(-19), true));
        incidents.Add(new IncidentTime("gone", Now.AddDays(-17), Now.AddDays(-15), false));

        var retention = Run(new RecordingOptions());

        Assert.That(shelf.All(), Is.EqualTo(new[] { ("a", unsent), ("a", young) }));
        Assert.That(lost, Is.Empty, "it had its days");
        Assert.That((retention.Status.Bytes, retention.Status.Oldest), Is.EqualTo((2000L, (DateTimeOffset?)unsent.Start)));
    }

    [Test]
    public void Run_ClockCannotBeBelieved_NothingIsTooOldUntilItCan()
    {
        shelf.Add("a", Now.AddDays(-20), Six);
        isClockSure = false;
        var retention = Run(new RecordingOptions());
        Assert.That(shelf.All(), Has.Count.EqualTo(1));

        isClockSure = true;
        retention.Run();
        Assert.That(shelf.All(), Is.Empty);
    }

    [Test]
    public void Run_DeliveredLater_GoesThen()
    {
        shelf.Add("a", Now.AddDays(-20), Six);
        incidents.Add(new IncidentTime("a", Now.AddDays(-21), Now.AddDays(-19), true));
        var retention = Run(new RecordingOptions());
        Assert.That(shelf.All(), Has.Count.EqualTo(1));

        incidents.Clear();
        time.Advance(TimeSpan.FromMinutes(6));
        retention.Run();

        Assert.That(shelf.All(), Is.Empty);
        Assert.That(Directory.EnumerateFileSystemEntries(shelf.Folder), Is.Empty);
    }

    [Test]
    public void Run_CameraOverItsSpace_GivesUpQuietOnesThenDeliveredNeverUnsent()
    {
        // 200 segments of 1 MB, the first third with a delivered incident, the second with one that is not.
        var first = Now.AddHours(-10);
        var all = Enumerable.Range(0, 200).Select(number => shelf.Add("a", first.AddSeconds(6 * number), Six, 1_000_000)).ToList();
        shelf.Add("b", first, Six, 1_000_000);
        incidents.Add(new IncidentTime("a", all[0].Start, all[65].End, false));
        incidents.Add(new IncidentTime("a", all[66].Start, all[130].End, true));

        Run(new RecordingOptions { GigabytesPerCamera = 0.150 });
        Assert.That(Kept("a"), Is.EqualTo(all[..131].Concat(all[184..])), "quiet ones, oldest first");
        Assert.That(lost, Is.EqualTo(new[] { new GivenUp("a", all[131].Start, all[183].End) }));

        Assert.That(Run(new RecordingOptions { GigabytesPerCamera = 0.100 }).HasNothingLeft, Is.False);
        Assert.That(Kept("a"), Is.EqualTo(all[33..131]), "all quiet ones, then delivered ones, oldest first");
        Assert.That(lost, Is.EqualTo(new[] { new GivenUp("a", all[0].Start, all[32].End), new GivenUp("a", all[184].Start, all[199].End) }));

        Assert.That(Run(new RecordingOptions { GigabytesPerCamera = 0.050 }).HasNothingLeft, Is.True);
        Assert.That(Kept("a"), Is.EqualTo(all[66..131]), "the unsent stay, whatever the limit");
        Assert.That(lost, Is.EqualTo(new[] { new GivenUp("a", all[33].Start, all[65].End) }));
        Assert.That(Kept("b"), Has.Count.EqualTo(1), "the other camera is within its own");
    }

    [Test]
    public void Run_DiskRunsShort_TakesTheOldestOfAllCamerasAndLeavesWhatIsFresh()
    {
        var a = Enumerable.Range(0, 3).Select(number => shelf.Add("a", Now.AddHours(-2 * number - 2), Six)).Reverse().ToList();
        var b = Enumerable.Range(0, 3).Select(number => shelf.Add("b", Now.AddHours(-2 * number - 1), Six)).Reverse().ToList();
        var fresh = shelf.Add("a", Now.AddSeconds(-60), Six);

        var retention = Run(new RecordingOptions(), reserve: long.MaxValue / 4);

        Assert.That(shelf.All(), Is.EqualTo(new[] { ("a", fresh) }));
        Assert.That(lost.Select(span => span.From), Is.EqualTo(a.Concat(b).Select(segment => segment.Start).Order()));
        Assert.That(retention.Status.GivenUpEarly, Is.EquivalentTo(new Dictionary<string, TimeSpan> { ["a"] = 3 * Six, ["b"] = 3 * Six }));
    }

    [Test]
    public void Run_RecordedByAClockThatWasAhead_GoesFirstWhereTheClockIsSureNow()
    {
        var past = shelf.Add("a", Now.AddHours(-2), Six, 1_000_000);
        var fresh = shelf.Add("a", Now.AddMinutes(1), Six, 1_000_000);
        var future = shelf.Add("a", Now.AddYears(3), Six, 1_000_000);
        var unsent = shelf.Add("a", Now.AddYears(4), Six, 1_000_000);
        incidents.Add(new IncidentTime("a", unsent.Start, unsent.End, true));
        isClockSure = false;
        var room = new RecordingOptions { GigabytesPerCamera = 0.0035 };

        shelf.Add("a", Now.AddHours(-3), Six, 1_000_000);
        Run(room);
        Assert.That(Kept("a"), Is.EqualTo(new[] { fresh, future, unsent }), "by a clock that may be wrong nothing is of the future");

        isClockSure = true;
        shelf.Add("a", past);
        Run(room);
        Assert.That(Kept("a"), Is.EqualTo(new[] { past, fresh, unsent }));
        Assert.That(lost, Is.EqualTo(new[] { new GivenUp("a", future.Start, future.End) }));
    }

    [Test]
    public void Run_RuleThatHoldsForTenMinutes_LeavesWhatItMayClaim()
    {
        var young = shelf.Add("a", Now.AddMinutes(-9), Six);
        shelf.Add("a", Now.AddMinutes(-12), Six);

        Run(new RecordingOptions(), reserve: long.MaxValue / 4, doubt: TimeSpan.FromMinutes(11));

        Assert.That(Kept("a"), Is.EqualTo(new[] { young }));
    }

    [Test]
    public void Run_NothingToGiveUp_DoesNotAskForIncidents()
    {
        shelf.Add("a", Now.AddDays(-1), Six);
        var asked = 0;
        var retention = new Retention(
            new RecordingOptions(), shelf.Index, new DiskSpace(shelf.Folder, 0), _ => { asked++; return []; }, () => true, time, NullLogger<Retention>.Instance);
        for (var round = 0; round < 10; round++)
        {
            retention.Run();
            time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.That(asked, Is.Zero);
        Assert.That(retention.Status.Bytes, Is.EqualTo(1000));
    }

    [Test]
    public void Run_FolderMissing_DoesNothing()
    {
        var retention = Run(new RecordingOptions());

        Assert.That((retention.Status, retention.HasNothingLeft), Is.EqualTo((RetentionStatus.None, true)));
    }

    private List<Segment> Kept(string camera) => [.. shelf.All().Where(each => each.Camera == camera).Select(each => each.Segment)];

    private Retention Run(RecordingOptions options, long reserve = 0, TimeSpan? doubt = null)
    {
        lost.Clear();
        var retention = new Retention(options, shelf.Index, new DiskSpace(shelf.Folder, reserve), _ => incidents, () => isClockSure, time, NullLogger<Retention>.Instance)
        {
            Doubt = doubt ?? LongestDoubt.Least,
        };
        retention.GivenUpEarly += lost.Add;
        retention.Run();
        return retention;
    }
}
