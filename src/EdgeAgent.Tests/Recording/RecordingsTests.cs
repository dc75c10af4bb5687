using EdgeAgent.Recording;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Video;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAgent.Tests.Recording;

/// <summary>What is taken up of an earlier run.</summary>
public sealed class RecordingsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Six = TimeSpan.FromSeconds(6);

    private readonly List<Segment> kept = [];
    private JumpingTime time = null!;
    private Shelf shelf = null!;

    [SetUp]
    public void SetUp()
    {
        kept.Clear();
        time = new JumpingTime(Noon);
        shelf = new Shelf();
    }

    [TearDown]
    public void TearDown() => shelf.Dispose();

    [Test]
    public void Decide_AfterARestart_DeletesWhatNoIncidentHasClaimedAndNothingOlder()
    {
        var all = Enumerable.Range(0, 100).Select(number => shelf.Add("a", Noon.AddSeconds(-600 + (6 * number)), Six)).ToList();
        var incident = new Incident(
            "x", IncidentEvent.Closed, 0, "intrusion", "a", "", Severity.Serious, all[95].Start.AddSeconds(5), all[95].Start.AddSeconds(6), [], 0.9);
        var recordings = Recordings(RecordingSchedule.Incidents);

        recordings.TakeUpLast(_ => [incident]);
        recordings.Decide();
        Assert.That(kept, Is.EquivalentTo(all[95..97]), "what the incident's clip shows");
        Assert.That(shelf.All(), Has.Count.EqualTo(100), "of the others it is not known yet");

        time.Advance(TimeSpan.FromSeconds(91));
        recordings.Decide();
        Assert.That(shelf.All().Select(each => each.Segment), Is.EqualTo(all[..85].Concat(all[95..97])));
    }

    [TestCase(365 * 56)]
    [TestCase(-1)]
    public void Decide_ClockIsSet_CostsNothingThatWasRecordedJustNow(int days)
    {
        shelf.Add("a", Noon.AddSeconds(-8), Six);
        var recordings = Recordings(RecordingSchedule.Incidents);
        recordings.TakeUpLast(_ => []);
        time.Jump(TimeSpan.FromDays(days));
        recordings.Decide();
        Assert.That(shelf.All(), Has.Count.EqualTo(1), "an incident may still claim it");

        time.Advance(TimeSpan.FromSeconds(91));
        recordings.Decide();
        Assert.That(shelf.All(), Is.Empty, "nor does it stay for ever");
    }

    [Test]
    public async Task TakeUpLast_LeftOutsideOfTheSchedule_IsDecidedLikeAnyOther()
    {
        var clip = await FragmentedClip.SubAsync();
        await using (var file = shelf.Anew().Create("a", Noon.AddSeconds(-9), $"{Segment.StartName(Noon.AddSeconds(-9))}-Main.partial"))
        {
            file.Write(clip.Bytes.AsSpan(0, (int)clip.Ends[4]));
        }

        var recordings = Recordings(RecordingSchedule.Incidents);
        recordings.TakeUpLast(_ => []);
        recordings.Decide();
        Assert.That((shelf.All().Count, kept.Count), Is.EqualTo((1, 0)));

        time.Advance(TimeSpan.FromSeconds(91));
        recordings.Decide();
        Assert.That((shelf.All().Count, kept.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task TakeUpLast_CameraNoLongerConfigured_IsTakenUpAndKept()
    {
        var clip = await FragmentedClip.SubAsync();
        await using (var file = shelf.Anew().Create("gone", Noon, $"{Segment.StartName(Noon)}-Sub.partial"))
        {
            file.Write(clip.Bytes.AsSpan(0, (int)clip.Ends[4]));
        }

        var recordings = Recordings(RecordingSchedule.Always);
        recordings.TakeUpLast(_ => []);
        recordings.Decide();

        Assert.That(kept, Is.EqualTo(shelf.All().Select(each => each.Segment)).And.Count.EqualTo(1));
    }

    private Recordings Recordings(RecordingSchedule schedule)
    {
        var recordings = new Recordings(
            new RecordingOptions { Schedule = schedule },
            new VideoOptions(),
            TimeZoneInfo.Utc,
            shelf.Index,
            new DiskSpace(shelf.Folder, 0),
            new SteadyTime(time),
            NullLogger<Recordings>.Instance);
        recordings.Kept += (_, segment) => kept.Add(segment);
        return recordings;
    }
}
