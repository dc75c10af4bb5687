using EdgeAgent.Cameras;
using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection;

public sealed class MotionGateTests
{
    private static readonly DateTimeOffset At = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Look_First_IsEverywhere()
    {
        using var gate = new MotionGate();

        Assert.That(Look(gate, Room()), Is.EqualTo([Box.Whole]));
    }

    [Test]
    public void Look_QuietWithSensorNoise_IsNowhereForAHundredPictures()
    {
        using var gate = new MotionGate();
        Look(gate, Noisy(Room()));

        Assert.That(Enumerable.Range(0, 100).Sum(_ => Look(gate, Noisy(Room())).Count), Is.Zero);
    }

    [Test]
    public void Look_BlockMoves_IsFoundAtItsPlace()
    {
        using var gate = new MotionGate();
        Look(gate, Noisy(Room()));
        for (var step = 0; step < 20; step++)
        {
            var room = Room();
            room.Rectangle(new Rect(40 + step * 20, 200, 60, 120), new Scalar(20, 20, 220), -1);
            var block = new Box((40 + step * 20) / 640.0, 200 / 360.0, (100 + step * 20) / 640.0, 320 / 360.0);

            var regions = Look(gate, Noisy(room));

            Assert.That(regions.Max(region => region.IntersectionOverUnion(block)), Is.GreaterThan(0.4), $"step {step}");
            Assert.That(regions.All(region => region is { Left: >= 0, Top: > 0.4, Right: <= 1, Bottom: < 1 }), $"step {step}");
        }
    }

    [Test]
    public void Look_LightsSwitched_IsEverywhereOnceAndThenQuiet()
    {
        using var gate = new MotionGate();
        Look(gate, Noisy(Room()));
        Look(gate, Noisy(Room()));

        Assert.That(Look(gate, Noisy(Dark())), Is.EqualTo([Box.Whole]));
        Assert.That(Enumerable.Range(0, 20).Sum(_ => Look(gate, Noisy(Dark())).Count), Is.Zero);
    }

    [Test]
    public void Look_SomethingLeftThere_BelongsToTheRoomAfterAWhile()
    {
        using var gate = new MotionGate();
        Look(gate, Room());
        IReadOnlyList<Box>[] looks = [.. Enumerable.Range(0, 60).Select(_ =>
        {
            var room = Room();
            room.Rectangle(new Rect(300, 200, 60, 60), new Scalar(220, 220, 220), -1);
            return Look(gate, room);
        })];

        Assert.That(looks[0], Is.Not.Empty);
        Assert.That(looks[^20..].Sum(look => look.Count), Is.Zero);
    }

    [Test]
    public void Look_PictureOfAnotherSize_BeginsAnew()
    {
        using var gate = new MotionGate();
        Look(gate, Room());

        Assert.That(Look(gate, new Mat(480, 640, MatType.CV_8UC3, Scalar.Gray)), Is.EqualTo([Box.Whole]));
    }

    [Test]
    public async Task Look_RealStillCamera_IsQuietAfterTheFirstPicture()
    {
        using var gate = new MotionGate();
        var source = new ClipFrameSource(
            new ClipOptions { File = await TestClips.StillAsync(), RealTime = false, Loop = false }, new VideoOptions(), TimeProvider.System);
        var moving = new List<bool>();
        await foreach (var frame in source.ReadAsync(CancellationToken.None))
        {
            using (frame)
            {
                moving.Add(gate.Look(frame).Count > 0);
            }
        }

        Assert.That(moving, Has.Count.EqualTo(100));
        Assert.That(moving.Count(moves => moves), Is.EqualTo(1));
    }

    private static IReadOnlyList<Box> Look(MotionGate gate, Mat picture)
    {
        using (picture)
        {
            using var frame = Frame.FromBgr(picture, At);
            return gate.Look(frame);
        }
    }

    private static Mat Room()
    {
        var room = new Mat(360, 640, MatType.CV_8UC3, new Scalar(110, 120, 130));
        room.Rectangle(new Rect(50, 30, 200, 100), new Scalar(60, 70, 60), -1);
        room.Rectangle(new Rect(400, 250, 150, 110), new Scalar(170, 160, 150), -1);
        return room;
    }

    private static Mat Dark()
    {
        var dark = Room();
        dark.ConvertTo(dark, MatType.CV_8UC3, 0.3);
        return dark;
    }

    private static Mat Noisy(Mat picture)
    {
        using var noise = new Mat(picture.Size(), MatType.CV_16SC3);
        Cv2.Randn(noise, Scalar.All(0), Scalar.All(5));
        Cv2.Add(picture, noise, picture, dtype: (int)MatType.CV_8UC3);
        return picture;
    }
}
