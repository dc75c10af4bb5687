using EdgeAgent.Geometry;
using EdgeAgent.Tracking;

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
    public void Among_LampSwitched_DoesNotLive()
    {
        Look(2, [Track(1, Place)], Box.Whole);

        Assert.That(Look(50, [Track(1, Place)]), Is.Empty);
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
