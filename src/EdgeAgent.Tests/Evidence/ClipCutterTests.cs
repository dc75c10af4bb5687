using EdgeAgent.Evidence;
using EdgeAgent.Recording;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Recording;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Evidence;

public sealed class ClipCutterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private TempFolder folder = null!;
    private Stores stores = null!;
    private SegmentIndex index = null!;
    private FakeTimeProvider time = null!;

    [SetUp]
    public void Open()
    {
        folder = new TempFolder();
        stores = new Stores(folder.Path);
        index = new SegmentIndex(folder.File("recordings"), TimeZoneInfo.Utc);
        time = new FakeTimeProvider(Noon);
    }

    [TearDown]
    public void Close()
    {
        stores.Dispose();
        folder.Dispose();
    }

    [Test]
    public async Task LookAsync_IncidentOverAndRecorded_CutsFromFiveSecondsBeforeToFiveAfter()
    {
        await RecordedFootage.WriteAsync(index, "kitchen", Noon, 30);
        Put(Incident(Noon.AddSeconds(9), Noon.AddSeconds(13)));
        time.SetUtcNow(Noon.AddSeconds(25));

        await Cutter().LookAsync(CancellationToken.None);

        var clip = stores.Evidence.Find("a")!.Clip!;
        Assert.That(await Players.SecondsAsync(stores.Evidence.FullPath(clip)), Is.EqualTo(14).Within(0.25), "from 4 s, where a key frame is, to 18 s");
        Assert.That(new FileInfo(stores.Evidence.FullPath(clip)).Length, Is.EqualTo(clip.Bytes));
        Assert.That(stores.Evidence.AwaitingClip(), Is.Empty);
    }

    [Test]
    public async Task LookAsync_EndNotRecordedYet_Waits()
    {
        await RecordedFootage.WriteAsync(index, "kitchen", Noon, 16);
        Put(Incident(Noon.AddSeconds(9), Noon.AddSeconds(13)));
        time.SetUtcNow(Noon.AddSeconds(19));

        await Cutter().LookAsync(CancellationToken.None);
        Assert.That((stores.Evidence.Find("a")!.Clip, stores.Evidence.AwaitingClip().Count), Is.EqualTo(((PictureFile?)null, 1)));

        time.SetUtcNow(Noon.AddSeconds(60));
        await Cutter().LookAsync(CancellationToken.None);
        Assert.That(stores.Evidence.Find("a")!.Clip, Is.Not.Null, "what there is");
    }

    [Test]
    public async Task LookAsync_GoesOnForHours_CutsTheFirstMinute()
    {
        await RecordedFootage.WriteAsync(index, "kitchen", Noon, 80);
        Put(Incident(Noon.AddSeconds(9), null));

        time.SetUtcNow(Noon.AddSeconds(30));
        await Cutter().LookAsync(CancellationToken.None);
        Assert.That(stores.Evidence.Find("a")!.Clip, Is.Null, "its end is not known yet");

        time.SetUtcNow(Noon.AddSeconds(70));
        await Cutter().LookAsync(CancellationToken.None);
        Assert.That(await Players.SecondsAsync(stores.Evidence.FullPath(stores.Evidence.Find("a")!.Clip!)), Is.EqualTo(60).Within(0.25));
    }

    [Test]
    public async Task LookAsync_NothingRecorded_StopsAsking()
    {
        Put(Incident(Noon.AddSeconds(9), Noon.AddSeconds(13)));
        time.SetUtcNow(Noon.AddSeconds(60));

        await Cutter().LookAsync(CancellationToken.None);

        Assert.That((stores.Evidence.Find("a")!.Clip, stores.Evidence.AwaitingClip().Count), Is.EqualTo(((PictureFile?)null, 0)));
    }

    [Test]
    public async Task LookAsync_DiskFull_TriesAgainLater()
    {
        await RecordedFootage.WriteAsync(index, "kitchen", Noon, 30);
        Put(Incident(Noon.AddSeconds(9), Noon.AddSeconds(13)));
        time.SetUtcNow(Noon.AddSeconds(60));

        await Cutter(reserve: long.MaxValue).LookAsync(CancellationToken.None);
        Assert.That(stores.Evidence.AwaitingClip(), Has.Count.EqualTo(1));

        await Cutter().LookAsync(CancellationToken.None);
        Assert.That(stores.Evidence.Find("a")!.Clip, Is.Not.Null);
    }

    [Test]
    public async Task LookAsync_OneCannotBeCut_TheOthersAreAndItIsGivenUpAfterAnHour()
    {
        await RecordedFootage.WriteAsync(index, "kitchen", Noon, 30);
        await RecordedFootage.WriteAsync(index, "yard", Noon, 30);
        var broken = Incident(Noon.AddSeconds(9), Noon.AddSeconds(13)) with { Camera = "yard" };
        Put(broken);
        Put(Incident(Noon.AddSeconds(9), Noon.AddSeconds(13)) with { Id = "b" });
        Directory.CreateDirectory(stores.Evidence.ClipPath(broken));
        time.SetUtcNow(Noon.AddSeconds(60));

        await Cutter().LookAsync(CancellationToken.None);
        Assert.That((stores.Evidence.Find("a")!.Clip is null, stores.Evidence.Find("b")!.Clip is null, stores.Evidence.AwaitingClip().Count), Is.EqualTo((true, false, 1)));

        time.SetUtcNow(Noon.AddHours(2));
        await Cutter().LookAsync(CancellationToken.None);
        Assert.That(stores.Evidence.AwaitingClip(), Is.Empty);
    }

    [Test]
    public async Task LookAsync_OfATimeToCome_StopsAsking()
    {
        Put(Incident(Noon.AddYears(1), Noon.AddYears(1).AddSeconds(5)));

        await Cutter().LookAsync(CancellationToken.None);

        Assert.That(stores.Evidence.AwaitingClip(), Is.Empty);
    }

    [Test]
    public async Task Put_LaterEventOfAnIncidentWithAClip_KeepsIt()
    {
        await RecordedFootage.WriteAsync(index, "kitchen", Noon, 80);
        Put(Incident(Noon.AddSeconds(9), null));
        time.SetUtcNow(Noon.AddSeconds(70));
        await Cutter().LookAsync(CancellationToken.None);

        Put(Incident(Noon.AddSeconds(9), Noon.AddMinutes(5)));

        Assert.That(stores.Evidence.Find("a")!.Clip, Is.Not.Null);
        Assert.That(stores.Evidence.AwaitingClip(), Is.Empty);
    }

    private ClipCutter Cutter(long reserve = 0) => new(
        stores.Evidence,
        index,
        new SpanExport(index, new VideoOptions(), TimeProvider.System),
        new RecordingOptions(),
        new DiskSpace(folder.Path, reserve),
        time,
        NullLogger<ClipCutter>.Instance);

    private void Put(Incident incident) => stores.Keep(new IncidentRecord(incident, null, null));

    private static Incident Incident(DateTimeOffset started, DateTimeOffset? ended) => new(
        "a",
        ended is null ? IncidentEvent.Opened : IncidentEvent.Closed,
        ended is null ? 0 : 1,
        "intrusion",
        "kitchen",
        "",
        Severity.Serious,
        started,
        ended ?? started,
        [],
        0.9);
}
