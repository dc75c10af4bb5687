using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Tracking;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Tests.Tracking;

public sealed class LivingTracksTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly Box Place = new(0.4, 0.2, 0.6, 0.8);

    private LivingTracks living = null!;
    private int picture;

    [SetUp]
    public void Begin()
    {
        living = new LivingTracks();
        picture = 0;
    }

    [Test]
    public void Among_NothingMoves_NobodyLives() => Assert.That(Look(20, [Track(1, Place)]), Is.Empty);

    [Test]
    public void Among_HandsMoveForASecond_Lives() => Assert.That(Look(5, [Track(1, Place)], new Box(0.5, 0.5, 0.55, 0.55)), Is.EqualTo([1]));

    [Test]
    public void Among_LampLightsHalfOfThePicture_DoesNotLive()
    {
        using var gate = new MotionGate();
        IReadOnlyList<Track> found = [];
        for (var number = 0; number < 40; number++)
        {
            using var room = new Mat(360, 640, MatType.CV_8UC3, Scalar.All(90));
            if (number >= 10)
            {
                using var lit = room.SubMat(0, 360, 0, 320);
                lit.SetTo(Scalar.All(150));
            }

            using var frame = Frame.FromBgr(room, Start.AddSeconds(0.2 * number));
            found = living.Among([Track(1, Place)], gate.Look(frame), frame.CapturedAt);
        }

        Assert.That(found, Is.Empty);
    }

    [Test]
    public void Among_SomethingMovesThereOnceAMinute_DoesNotLive()
    {
        for (var minute = 0; minute < 10; minute++)
        {
            Look(1, [Track(1, Place)], Place);
            Assert.That(Look(299, [Track(1, Place)]), Is.Empty);
        }
    }

    [Test]
    public void Among_TwoStandTogetherInOneRegion_BothLive()
    {
        var other = Place with { Left = 0.6, Right = 0.8 };

        Assert.That(Look(5, [Track(1, Place), Track(2, other)], new Box(0.38, 0.2, 0.82, 0.8)), Is.EqualTo([1, 2]));
    }

    [Test]
    public void Among_FollowedAnewWhereItWasLost_StillLives()
    {
        Look(5, [Track(1, Place)], Place);
        Look(50, []);

        Assert.That(Look(1, [Track(2, Place)]), Is.EqualTo([2]));
    }

    [Test]
    public void Among_WalkedAndCameBack_StillLives()
    {
        Look(1, [Track(1, Place)]);
        Look(1, [Track(1, Place with { Left = 0.55, Right = 0.75 })]);

        Assert.That(Look(1, [Track(1, Place)]), Is.EqualTo([1]));
    }

    [Test]
    public void Among_StandsStillAfterItMoved_StillLives()
    {
        Look(5, [Track(1, Place)], Place);

        Assert.That(Look(500, [Track(1, Place)]), Is.EqualTo([1]));
    }

    [Test]
    public void Among_WalksWithoutContrast_Lives()
    {
        Look(1, [Track(1, Place)]);

        Assert.That(Look(1, [Track(1, Place with { Left = 0.55, Right = 0.75 })]), Is.EqualTo([1]));
    }

    [Test]
    public void Among_SomebodyWalksPastAPoster_OnlyTheyLive()
    {
        var before = Place with { Top = 0.3, Bottom = 1 };

        Assert.That(Look(10, [Track(1, Place), Track(2, before)], before), Is.EqualTo([2]));
    }

    [Test]
    public void Among_LostForAPicture_KeepsItsLife()
    {
        Look(3, [Track(1, Place)], Place);
        Look(1, []);

        Assert.That(Look(2, [Track(1, Place)], Place), Is.EqualTo([1]));
    }

    [Test]
    public void Among_MovesElsewhere_DoesNotLive() => Assert.That(Look(20, [Track(1, Place)], new Box(0, 0, 0.2, 0.2)), Is.Empty);

    private IReadOnlyList<long> Look(int pictures, IReadOnlyList<Track> tracks, params IReadOnlyList<Box> moving)
    {
        IReadOnlyList<Track> found = [];
        for (var each = 0; each < pictures; each++)
        {
            found = living.Among(tracks, moving, Start.AddSeconds(0.2 * picture++));
        }

        return [.. found.Select(track => track.Id)];
    }

    private static Track Track(long id, Box box) => new(id, "person", box, 0.9, Start, Start);
}
