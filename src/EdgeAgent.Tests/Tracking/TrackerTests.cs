using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Tracking;

namespace EdgeAgent.Tests.Tracking;

public sealed class TrackerTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Update_OneDetectionAlone_IsNoTrack()
    {
        var tracker = new Tracker(new TrackingOptions());

        Assert.That(tracker.Update([Person(0.5)], At(0)), Is.Empty);
        Assert.That(tracker.Update([], At(1)), Is.Empty);
        Assert.That(tracker.Update([Person(0.5)], At(2)), Is.Empty, "a new thing: the first was no track to come back to");
    }

    [Test]
    public void Update_SecondDetection_ConfirmsWithTheTimeOfTheFirst()
    {
        var tracker = new Tracker(new TrackingOptions());
        tracker.Update([Person(0.5)], At(0));

        var track = tracker.Update([Person(0.51)], At(1)).Single();

        Assert.That(track, Has.Property("Label").EqualTo("person").And.Property("FirstSeen").EqualTo(At(0)));
        Assert.That(track.LastSeen, Is.EqualTo(At(1)));
        Assert.That(track.Box.IntersectionOverUnion(Person(0.51).Box), Is.GreaterThan(0.8));
    }

    [TestCase("bottle", 1)]
    [TestCase("person", 0)]
    public void Update_FaintThing_BeginsATrackWithLess(string label, int expected)
    {
        var tracker = new Tracker(new TrackingOptions(), ["bottle"]);
        var found = Person(0.5) with { Label = label, Confidence = 0.4 };
        tracker.Update([found], At(0));

        Assert.That(tracker.Update([found], At(1)), Has.Count.EqualTo(expected));
    }

    [Test]
    public void Update_TwoPeopleCrossing_KeepTheirIds()
    {
        var tracker = new Tracker(new TrackingOptions());
        IReadOnlyList<Track> tracks = [];
        var (left, right) = (0L, 0L);
        for (var i = 0; i <= 40; i++)
        {
            var way = 0.2 + 0.6 * i / 40;

            // They pass one before the other: the nearer one is larger.
            DetectedObject[] people = [Person(way, width: 0.14, height: 0.6), Person(1 - way, width: 0.08, height: 0.3)];
            tracks = tracker.Update(i % 2 == 0 ? people : [.. people.Reverse()], At(i));
            if (i == 5)
            {
                left = tracks.MinBy(track => track.Box.Center.X)!.Id;
                right = tracks.MaxBy(track => track.Box.Center.X)!.Id;
            }
        }

        Assert.That(tracks, Has.Count.EqualTo(2));
        Assert.That(tracks.MinBy(track => track.Box.Center.X)!.Id, Is.EqualTo(right));
        Assert.That(tracks.MaxBy(track => track.Box.Center.X)!.Id, Is.EqualTo(left));
    }

    [Test]
    public void Update_ShortOcclusion_KeepsTheIdAndShowsNothingMeanwhile()
    {
        var tracker = new Tracker(new TrackingOptions { LostSeconds = 2 });
        var id = Walk(tracker, 0, 10).Single().Id;

        for (var i = 11; i < 18; i++)
        {
            Assert.That(tracker.Update([], At(i)), Is.Empty);
            Assert.That(tracker.HasMissed, Is.True);
        }

        Assert.That(Walk(tracker, 18, 18).Single().Id, Is.EqualTo(id));
        Assert.That(tracker.HasMissed, Is.False);
    }

    [Test]
    public void Update_GoneForLongerThanTheLimit_IsAnotherThing()
    {
        var tracker = new Tracker(new TrackingOptions { LostSeconds = 1 });
        var id = Stand(tracker, 0, 5).Single().Id;
        for (var i = 6; i < 12; i++)
        {
            tracker.Update([], At(i));
        }

        Assert.That(tracker.IsFollowing, Is.False);
        Assert.That(Stand(tracker, 12, 13).Single().Id, Is.GreaterThan(id));
    }

    [Test]
    public void Update_SecondDetectionUncertain_DoesNotConfirm()
    {
        var tracker = new Tracker(new TrackingOptions());
        tracker.Update([Person(0.5)], At(0));

        Assert.That(tracker.Update([Person(0.5) with { Confidence = 0.2 }], At(1)), Is.Empty);
    }

    [Test]
    public void Update_UncertainDetection_KeepsATrackButNeverBeginsOne()
    {
        var tracker = new Tracker(new TrackingOptions());
        for (var i = 0; i < 5; i++)
        {
            Assert.That(tracker.Update([Person(0.5, confidence: 0.3)], At(i)), Is.Empty);
        }

        var id = Stand(tracker, 5, 8).Single().Id;
        for (var i = 9; i < 30; i++)
        {
            Assert.That(tracker.Update([Person(0.5, confidence: 0.3)], At(i)).Single().Id, Is.EqualTo(id));
        }
    }

    [Test]
    public void Update_AnotherClassAtTheSamePlace_IsAnotherTrack()
    {
        var tracker = new Tracker(new TrackingOptions());
        var person = Stand(tracker, 0, 3).Single();

        tracker.Update([Person(0.5) with { Label = "animal" }], At(4));
        var track = tracker.Update([Person(0.5) with { Label = "animal" }], At(5)).Single();

        Assert.That(track.Label, Is.EqualTo("animal"));
        Assert.That(track.Id, Is.Not.EqualTo(person.Id));
    }

    [Test]
    public void Rest_NothingMoves_AStillPersonStaysInSightForHours()
    {
        var tracker = new Tracker(new TrackingOptions());
        var id = Stand(tracker, 0, 3).Single().Id;

        var track = tracker.Rest(At(3 * 3600 * 5)).Single();

        Assert.That(track.Id, Is.EqualTo(id));
        Assert.That(track.LastSeen, Is.EqualTo(At(3 * 3600 * 5)));
        Assert.That(Stand(tracker, 3 * 3600 * 5 + 1, 3 * 3600 * 5 + 1).Single().Id, Is.EqualTo(id));
    }

    [Test]
    public void Rest_SomebodyOutOfSight_DoesNotComeBackByItself()
    {
        var tracker = new Tracker(new TrackingOptions());
        Stand(tracker, 0, 3);
        tracker.Update([], At(4));

        Assert.That(tracker.Rest(At(5)), Is.Empty);
    }

    [Test]
    public void Update_ManyComeAndGo_IdsOnlyRise()
    {
        var tracker = new Tracker(new TrackingOptions { LostSeconds = 0.2 });
        var ids = new List<long>();
        for (var visit = 0; visit < 5; visit++)
        {
            ids.Add(Stand(tracker, visit * 20, visit * 20 + 3).Single().Id);
            tracker.Update([], At(visit * 20 + 6));
            tracker.Update([], At(visit * 20 + 10));
        }

        Assert.That(ids, Is.Ordered.And.Unique);
    }

    [Test]
    public void Update_ClockPutBack_GoesOnFollowing()
    {
        var tracker = new Tracker(new TrackingOptions());
        var id = Repeat(tracker, 1000, 1010, picture => Person(0.1 + 0.02 * (picture - 1000))).Single().Id;

        for (var i = 0; i < 30; i++)
        {
            var person = Person(0.3 + 0.02 * i);
            var track = tracker.Update([person], At(i)).Single();

            Assert.That(track.Id, Is.EqualTo(id));
            Assert.That(track.Box.IntersectionOverUnion(person.Box), Is.GreaterThan(0.7));
        }
    }

    private static DateTimeOffset At(int picture) => Start.AddMilliseconds(picture * 200.0);

    private static IReadOnlyList<Track> Stand(Tracker tracker, int from, int to) => Repeat(tracker, from, to, _ => Person(0.5));

    private static IReadOnlyList<Track> Walk(Tracker tracker, int from, int to) =>
        Repeat(tracker, from, to, picture => Person(0.2 + 0.02 * picture));

    private static IReadOnlyList<Track> Repeat(Tracker tracker, int from, int to, Func<int, DetectedObject> found)
    {
        IReadOnlyList<Track> tracks = [];
        for (var i = from; i <= to; i++)
        {
            tracks = tracker.Update([found(i)], At(i));
        }

        return tracks;
    }

    private static DetectedObject Person(double x, double confidence = 0.8, double width = 0.1, double height = 0.4) =>
        new("person", confidence, Box.Around(new Point(x, 0.6), width, height));
}
