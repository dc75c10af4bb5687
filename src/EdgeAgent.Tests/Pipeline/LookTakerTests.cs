using EdgeAgent.Geometry;
using EdgeAgent.Pipeline;
using EdgeAgent.Recording;
using EdgeAgent.Recording.Mp4;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Detection;
using EdgeAgent.Tests.Recording;
using EdgeAgent.Tests.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Video;
using EdgeAgent.Tracking;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>When looks are taken and on which picture; what they say is the heads' business.</summary>
public sealed class LookTakerTests
{
    private static readonly DateTimeOffset Noon = Scene.Noon;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly Track Person = Scene.Standing("person", new Point(0.5, 0.9));

    private PersonJudge judge = null!;

    [OneTimeSetUp]
    public void OpenModels()
    {
        ShippedModels.Demand("movenet");
        judge = PersonJudge.Open(ShippedModels.Folder, ["mask"]);
    }

    [OneTimeTearDown]
    public void CloseModels() => judge.Dispose();

    [Test]
    public async Task Look_NoMainStream_LooksAtThePictureAtHandOnceInAnInterval()
    {
        await using var taker = new LookTaker("kitchen", judge, ["mask"], keys: null, Interval);

        var looks = Enumerable.Range(0, 15).SelectMany(i => Look(taker, Noon.AddSeconds(i * 0.2), [Person])).ToList();

        Assert.That(looks.Select(look => (look.At - Noon).TotalSeconds), Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(looks.Select(look => (look.Track, look.Head)), Is.All.EqualTo((Person.Id, "mask")));
    }

    [Test]
    public async Task Look_NobodyOrNoPerson_TakesNone()
    {
        await using var taker = new LookTaker("kitchen", judge, ["mask"], keys: null, Interval);

        Assert.That(Look(taker, Noon, []), Is.Empty);
        Assert.That(Look(taker, Noon.AddSeconds(1), [Person with { Label = "animal" }]), Is.Empty);
        Assert.That(Look(taker, Noon.AddSeconds(1.2), [Person]), Is.Not.Empty, "at once when somebody comes");
    }

    [Test]
    public async Task Look_ClockPutBackAnHour_GoesOn()
    {
        await using var taker = new LookTaker("kitchen", judge, ["mask"], keys: null, Interval);
        Look(taker, Noon, [Person]);

        Assert.That(Look(taker, Noon.AddHours(-1), [Person]), Is.Not.Empty);
    }

    [Test]
    public async Task Look_MainStreamOpen_LooksAtItsKeyFramesOnceEach()
    {
        var footage = await FragmentedClip.OfAsync(await TestClips.MainAsync(), 5);
        var stream = new LiveStream();
        var keys = new KeyPictures(stream, Reading.Options, TimeProvider.System);
        await using var taker = new LookTaker("kitchen", judge, ["mask"], keys, Interval);
        stream.Begin(footage.Head);
        var looks = new List<Look>();

        foreach (var (bytes, times) in footage.Fragments)
        {
            var end = Noon + times.Start + times.Duration;
            var start = new FragmentStart(bytes.AsMemory(0, 8), bytes.Length - 8, times);
            bytes.AsSpan(8).CopyTo(stream.RoomFor(start).Span[8..]);
            stream.Add(start, bytes, end);
            await Eventually.Holds(
                () =>
                {
                    looks.AddRange(Look(taker, end, [Person]));
                    return taker.IsIdle;
                },
                "the look is taken");
        }

        looks.AddRange(Look(taker, Noon.AddSeconds(5.2), [Person]));
        Assert.That(looks.Select(look => Math.Round((look.At - Noon).TotalSeconds, 1)), Is.EqualTo(new[] { 0, 2, 4 }));
    }

    [Test]
    public async Task Look_MainStreamCloses_GoesOnWithThePictureAtHand()
    {
        var footage = await FragmentedClip.SubAsync();
        var stream = new LiveStream();
        await using var taker = new LookTaker("kitchen", judge, ["mask"], new KeyPictures(stream, Reading.Options, TimeProvider.System), Interval);
        stream.Begin(footage.Head);
        Assert.That(Look(taker, Noon, [Person]), Is.Empty, "the next key frame is waited for");

        stream.End();

        Assert.That(Look(taker, Noon.AddSeconds(1), [Person]), Is.Not.Empty);
    }

    private static IReadOnlyList<Look> Look(LookTaker taker, DateTimeOffset at, IReadOnlyList<Track> tracks)
    {
        using var frame = Pictures.Plain(at);
        return taker.Look(frame, tracks);
    }
}
