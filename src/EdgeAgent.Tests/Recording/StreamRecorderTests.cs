using EdgeAgent.Cameras;
using EdgeAgent.Recording;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Video;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAgent.Tests.Recording;

/// <summary>One real connection to a real camera, seen from all who use it.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StreamRecorderTests
{
    private CancellationTokenSource stopping = null!;
    private Shelf shelf = null!;
    private Task running = Task.CompletedTask;

    [SetUp]
    public void Begin() => (stopping, shelf) = (new CancellationTokenSource(), new Shelf());

    [TearDown]
    public async Task Stop()
    {
        await stopping.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
        shelf.Dispose();
    }

    [TestCase(true, "aac")]
    [TestCase(false, "")]
    public async Task RunOnceAsync_CameraWithSound_RecordsItOnlyWhereAsked(bool sound, string codec)
    {
        using var camera = await RtspCamera.StartAsync(
            new Dictionary<string, string> { ["sub"] = await TestClips.MainAsync() }, sound: RtspSound.Pcma);
        Start(camera, sound);

        await RecordsUntil(() => shelf.All().Count >= 3, "segments come, long after the camera has told its clock");

        foreach (var (name, segment) in shelf.All())
        {
            var path = shelf.Index.PathOf(name, segment);
            Assert.That(await Players.ComplaintsAsync(path), Is.Empty);
            Assert.That(await Players.SoundAsync(path), Is.EqualTo(codec));
        }
    }

    [Test]
    public async Task RunOnceAsync_SoundBetweenPicturesOfASlowStream_RecordsBothInOneConnection()
    {
        using var camera = await RtspCamera.StartAsync(
            new Dictionary<string, string> { ["sub"] = await TestClips.SlowAsync() }, sound: RtspSound.Pcma);
        Start(camera, sound: true);

        await RecordsUntil(() => shelf.All().Count >= 2, "segments come");

        var segments = shelf.All().Select(each => each.Segment).ToList();
        Assert.That(segments[1].Start, Is.EqualTo(segments[0].End).Within(TimeSpan.FromMilliseconds(600)));
        foreach (var segment in segments)
        {
            var path = shelf.Index.PathOf("kitchen", segment);
            Assert.That(segment.Duration.TotalSeconds, Is.EqualTo(await Players.SecondsAsync(path)).Within(0.6));
            Assert.That(await Players.ComplaintsAsync(path), Is.Empty);
            Assert.That(await Players.SoundAsync(path), Is.EqualTo("aac"));
        }
    }

    [Test]
    public async Task RunOnceAsync_ClockGoesBackAmongBFrames_RecordsOn()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.MainWithBFramesAsync());
        Start(camera);
        await RecordsUntil(() => shelf.All().Count >= 1, "a segment comes");

        await camera.JumpAsync(TimeSpan.FromMinutes(-10));

        await RecordsUntil(() => shelf.All().Count >= 3, "segments come");
        var segments = shelf.All().Select(each => each.Segment).ToList();
        Assert.That(segments[2].Start, Is.EqualTo(segments[0].End + segments[1].Duration).Within(TimeSpan.FromMilliseconds(600)));
    }

    [Test]
    public async Task TakeAsync_MomentJustNow_GivesTheFullSizePictureOfIt()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.MainAsync());
        var recorder = Start(camera);
        await RecordsUntil(() => recorder.Live.Head is not null, "the stream is open");
        var pictures = new SharpPictures(recorder.Live, Reading.Options, TimeProvider.System);

        var moment = TimeProvider.System.GetUtcNow();
        using var picture = await Eventually.Finds(() => pictures.TakeAsync(moment = TimeProvider.System.GetUtcNow(), CancellationToken.None), "a picture");

        Assert.That((picture.Width, picture.Height, picture.CapturedAt), Is.EqualTo((1920, 1080, moment)));
    }

    [Test]
    public async Task TakeAsync_StreamNotOpenOrMomentLongPast_GivesNone()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.MainAsync());
        var closed = new SharpPictures(new LiveStream(), Reading.Options, TimeProvider.System);
        var recorder = Start(camera);
        await RecordsUntil(() => recorder.Live.Head is not null, "the stream is open");
        var open = new SharpPictures(recorder.Live, Reading.Options, TimeProvider.System);

        Assert.That(await closed.TakeAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None), Is.Null);
        Assert.That(await open.TakeAsync(TimeProvider.System.GetUtcNow().AddMinutes(-1), CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task WatchAsync_SeveralViewersWhoComeAndGo_EachBeginsWithAKeyFrameAndNobodyIsLeft()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.MainAsync());
        var recorder = Start(camera);
        await RecordsUntil(() => recorder.Live.Head is not null, "the stream is open");

        var seen = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            var parts = new List<LivePart>();
            await foreach (var part in recorder.Live.WatchAsync(CancellationToken.None))
            {
                parts.Add(part);
                if (parts.Count == 5)
                {
                    break;
                }
            }

            return parts;
        }));

        foreach (var parts in seen)
        {
            using var folder = new TempFolder();
            await File.WriteAllBytesAsync(folder.File("seen.mp4"), [.. parts[0].Head.Bytes.ToArray(), .. parts.SelectMany(part => part.Bytes.ToArray())]);
            Assert.That(await Players.ComplaintsAsync(folder.File("seen.mp4")), Is.Empty);
        }

        Assert.That(recorder.Live.IsWatched, Is.False);
    }

    [Test]
    public async Task RunOnceAsync_H265_IsNamedAsBrowsersDo()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubH265Async());
        var recorder = Start(camera);

        await RecordsUntil(() => recorder.Live.Head is not null, "the stream is open");

        Assert.That(recorder.Live.Head!.MediaType, Does.StartWith("video/mp4; codecs=\"hvc1.1.6.L"));
        Assert.That((recorder.IsH265, recorder.Live.Head.IsH265), Is.EqualTo((true, true)));
    }

    private async Task RecordsUntil(Func<bool> condition, string what)
    {
        await Eventually.Holds(() => condition() || running.IsCompleted, what);
        Assert.That(running.IsCompleted, Is.False, () => $"{what}: {running.Exception}");
    }

    private StreamRecorder Start(RtspCamera camera, bool sound = false)
    {
        var options = new CameraOptions { Id = "kitchen", MainStream = camera.Address("sub").AbsoluteUri };
        var writer = new SegmentWriter(
            "kitchen",
            StreamRole.Main,
            shelf.Index,
            new UndecidedSegments(
                "kitchen",
                shelf.Index,
                new RecordingPlan(new RecordingOptions(), TimeZoneInfo.Utc, new IncidentSpans(default, default), LongestDoubt.Least),
                TimeProvider.System,
                _ => { }),
            new DiskSpace("/", 0),
            NullLogger.Instance);
        var recorder = new StreamRecorder(Reading.Connection(options, Logins.Gate(), StreamRole.Main), writer, Reading.Options, sound, new SteadyTime(TimeProvider.System));
        running = recorder.RunOnceAsync(() => true, stopping.Token);
        return recorder;
    }
}
