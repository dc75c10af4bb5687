using EdgeAgent.Cameras;
using EdgeAgent.Recording;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Recording;

public sealed class SegmentWriterTests
{
    // A Monday, 20:00 in the workshop.
    private static readonly DateTimeOffset Evening = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private FakeTimeProvider time = null!;
    private FragmentedClip clip = null!;

    [OneTimeSetUp]
    public async Task LoadAsync() => clip = await FragmentedClip.SubAsync();

    [SetUp]
    public void Begin() => time = new FakeTimeProvider(Evening);

    [Test]
    public async Task Take_TwentySeconds_AreSegmentsOfSixThatPlayWithoutAGap()
    {
        using var shelf = new Shelf();
        var writer = Writer(shelf, RecordingSchedule.Always);
        Feed(writer);
        writer.End();

        var segments = shelf.All().Select(each => each.Segment).ToList();
        Assert.That(segments.Select(segment => segment.Duration.TotalSeconds), Is.EqualTo(new[] { 6, 6, 6, 2.0 }).Within(0.01));
        Assert.That(segments.Skip(1).Select(segment => segment.Start), Is.EqualTo(segments.SkipLast(1).Select(segment => segment.End)).Within(TimeSpan.FromMilliseconds(2)));
        Assert.That((writer.Problem, writer.Lost), Is.EqualTo(((string?)null, TimeSpan.Zero)));
        foreach (var segment in segments)
        {
            Assert.That(await Players.ComplaintsAsync(shelf.Index.PathOf("a", segment)), Is.Empty);
        }
    }

    [TestCase(RecordingSchedule.Hours)]
    [TestCase(RecordingSchedule.Incidents)]
    public void Take_OutsideOfTheHours_KeepsOnlyWhatBelongsToIncidents(RecordingSchedule schedule)
    {
        using var shelf = new Shelf();
        var spans = new IncidentSpans(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
        var writer = Writer(shelf, schedule, spans);
        for (var round = 0; round < 10; round++)
        {
            Feed(writer, round * 20);
            if (round == 2)
            {
                spans.Tell("x", Evening.AddSeconds(52), Evening.AddSeconds(54));
            }
        }

        var incident = shelf.All().Select(each => each.Segment).Where(segment => segment.Start < Evening.AddSeconds(100)).ToList();
        Assert.That(incident, Is.Not.Empty);
        Assert.That(incident, Has.All.Matches<Segment>(segment => segment.Start < Evening.AddSeconds(59) && segment.End > Evening.AddSeconds(47)));
    }

    [Test]
    public void Take_DiskFullAndFreeAgain_StopsAndGoesOnByItself()
    {
        var disk = SmallDisk.Mount(8_000_000);
        try
        {
            using var shelf = new Shelf(Path.Combine(disk, "recordings"));
            var writer = Writer(shelf, RecordingSchedule.Always, reserve: 3_000_000);
            Feed(writer);
            var before = shelf.All().Count;
            File.WriteAllBytes(Path.Combine(disk, "foreign"), new byte[5_500_000]);

            Feed(writer, 20);
            Feed(writer, 40);
            Assert.That((writer.LacksRoom, writer.Problem), Is.EqualTo((true, "no room left beside what must stay free (recording.reserveMegabytes)")));
            Assert.That(writer.Lost, Is.GreaterThan(TimeSpan.FromSeconds(10)));

            File.Delete(Path.Combine(disk, "foreign"));
            Feed(writer, 60);
            writer.End();
            Assert.That((writer.LacksRoom, writer.Problem), Is.EqualTo((false, (string?)null)));
            Assert.That(shelf.All().Count, Is.GreaterThan(before + 2));
            Assert.That(Directory.GetFiles(shelf.Folder, "*.partial", SearchOption.AllDirectories), Is.Empty);
        }
        finally
        {
            SmallDisk.Unmount(disk);
        }
    }

    [Test]
    public async Task Take_DiskTakesNothingMidway_LeavesNoBrokenFile()
    {
        var disk = SmallDisk.Mount(4_000_000);
        try
        {
            using var shelf = new Shelf(Path.Combine(disk, "recordings"));
            var writer = Writer(shelf, RecordingSchedule.Always);
            var foreign = Path.Combine(disk, "foreign");
            Feed(writer, 0, 12);
            await File.WriteAllBytesAsync(foreign, new byte[new DriveInfo(disk).AvailableFreeSpace]);

            Feed(writer, 2.4, clip.Fragments.Count);
            Assert.That(writer.LacksRoom, Is.True, writer.Problem);
            File.Delete(foreign);
            Feed(writer, 40);
            writer.End();

            Assert.That(writer.Problem, Is.Null);
            Assert.That(Directory.GetFiles(shelf.Folder, "*.partial", SearchOption.AllDirectories), Is.Empty);
            foreach (var (camera, segment) in shelf.All())
            {
                Assert.That(await Players.ComplaintsAsync(shelf.Index.PathOf(camera, segment)), Is.Empty);
            }
        }
        finally
        {
            SmallDisk.Unmount(disk);
        }
    }

    [Test]
    public void Take_FolderOfTheDayVanishes_IsMadeAgain()
    {
        using var shelf = new Shelf();
        var writer = Writer(shelf, RecordingSchedule.Always);
        Feed(writer);
        writer.End();
        Directory.Delete(shelf.Folder, recursive: true);

        Feed(writer, 20);
        writer.End();

        Assert.That(shelf.All(), Has.Count.EqualTo(4));
        Assert.That(writer.Problem, Is.Null);
    }

    [Test]
    public void Take_NoFurtherKeyFrame_EndsAfterAMinuteAndCountsTheRestUntilOneComes()
    {
        using var shelf = new Shelf();
        var writer = Writer(shelf, RecordingSchedule.Always);
        Feed(writer, 0, 1);
        for (var round = 0; round < 5; round++)
        {
            Feed(writer, 0.2 + (20 * round), hasKeys: false);
        }

        Assert.That(shelf.All().Single().Segment.Duration.TotalSeconds, Is.EqualTo(60).Within(0.3));
        Assert.That(writer.Lost.TotalSeconds, Is.EqualTo(40).Within(1));

        Feed(writer, 101);
        writer.End();
        Assert.That(shelf.All(), Has.Count.EqualTo(5), "four more");
    }

    [Test]
    public void Take_ForeignFileGrowsDuringALongSegment_StopsBeforeTheReserveIsUsed()
    {
        var disk = SmallDisk.Mount(40_000_000);
        try
        {
            using var shelf = new Shelf(Path.Combine(disk, "recordings"));
            var writer = Writer(shelf, RecordingSchedule.Always, reserve: 20_000_000);
            Feed(writer, 0, 1);
            File.WriteAllBytes(Path.Combine(disk, "foreign"), new byte[22_000_000]);
            var bulk = new byte[1_000_000];
            for (var second = 1; second <= 15; second++)
            {
                var times = clip.Fragments[1].Times with { DecodeTicks = second * (long)clip.Head.Track.Timescale };
                writer.Take(new Fragment(clip.Head, bulk, times, Evening.AddSeconds(second)));
            }

            Assert.That((writer.LacksRoom, writer.Problem), Is.EqualTo((true, "no room left beside what must stay free (recording.reserveMegabytes)")));
            Assert.That(shelf.All().Single().Segment.Bytes, Is.LessThan(5_000_000));
        }
        finally
        {
            SmallDisk.Unmount(disk);
        }
    }

    private SegmentWriter Writer(Shelf shelf, RecordingSchedule schedule, IncidentSpans? spans = null, long reserve = 0)
    {
        var options = new RecordingOptions { Schedule = schedule, Hours = [Hours.Parse("mon-sat 08:00-19:00")] };
        var plan = new RecordingPlan(options, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), spans ?? new IncidentSpans(TimeSpan.Zero, TimeSpan.Zero), LongestDoubt.Least);
        return new SegmentWriter("a", StreamRole.Main, shelf.Index, new UndecidedSegments("a", shelf.Index, plan, time, _ => { }), new DiskSpace(Path.GetDirectoryName(shelf.Folder)!, reserve), NullLogger.Instance);
    }

    /// <summary>The clip, in the stream's time from that second on.</summary>
    private void Feed(SegmentWriter writer, double second = 0, int? fragments = null, bool hasKeys = true)
    {
        foreach (var (bytes, times) in clip.Fragments.Take(fragments ?? clip.Fragments.Count))
        {
            var at = Evening.AddSeconds(second) + times.Start;
            var later = times with { DecodeTicks = times.DecodeTicks + (long)(second * times.Timescale), IsKey = times.IsKey && hasKeys };
            if (at > time.GetUtcNow())
            {
                time.SetUtcNow(at);
            }

            writer.Take(new Fragment(clip.Head, bytes, later, at));
        }
    }
}
