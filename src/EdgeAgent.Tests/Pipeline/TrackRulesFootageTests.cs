using EdgeAgent.Cameras;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Detection;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>The rules about ways and additions on pictures put together from real ones: each with its near miss.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class TrackRulesFootageTests
{
    private const double Raw = 90;
    private const double Wash = 320;
    private const double Cooked = 550;

    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly CameraOptions Camera = new()
    {
        Id = "kitchen",
        Zones = new Dictionary<string, Polygon>
        {
            ["raw"] = Strip(0, 0.25),
            ["wash"] = Strip(0.4, 0.6),
            ["cooked"] = Strip(0.75, 1),
            ["mixing"] = Strip(0, 0.5),
        },
    };

    private static readonly RuleOptions Crossing = new() { Rule = "cross_contamination", Zone = "raw", Through = "wash", To = "cooked" };

    private YardStage yard = null!;

    [OneTimeSetUp]
    public void Open() => yard = YardStage.Open();

    [OneTimeTearDown]
    public void Close() => yard?.Dispose();

    [Test]
    public void Watch_FromRawToCookedWithoutWashing_OneIncidentWhenThePersonArrives()
    {
        var events = Watch(Crossing, Noon, 11, Walker((0, Raw), (3, Raw), (7, Cooked)));

        Assert.That(events.Select(incident => incident.Event), Is.EqualTo([IncidentEvent.Opened, IncidentEvent.Closed]));
        Assert.That(events[0], Has.Property("Zone").EqualTo("raw").And.Property("Rule").EqualTo("cross_contamination"));
        Assert.That((events[0].Started - Noon).TotalSeconds, Is.EqualTo(6.5).Within(1));
        Assert.That(events[0].Boxes.Single().Center.X, Is.GreaterThan(0.75));
    }

    [Test]
    public void Watch_FromRawOverTheWashPlaceToCooked_NoIncident() => Assert.That(
        Watch(Crossing, Noon, 18, Walker((0, Raw), (3, Raw), (5, Wash), (12, Wash), (14, Cooked))), Is.Empty);

    [TestCase(12, Cooked, 1)]
    [TestCase(6, Cooked, 0, Description = "permitted")]
    [TestCase(12, Raw, 0, Description = "somewhere else")]
    public void Watch_PersonAtTheDosingPlace_OneIncidentOutsideThePermittedHours(int hour, double x, int expected)
    {
        var dosing = new RuleOptions { Rule = "out_of_hours_dosing", Zone = "cooked", PermittedHours = [Hours.Parse("05:00-09:00")] };

        var events = Watch(dosing, Noon.AddHours(hour - 12), 8, Walker((0, x)));

        Assert.That(events.Count(incident => incident.Event == IncidentEvent.Opened), Is.EqualTo(expected));
    }

    [Test]
    public void Watch_CupAppearsBesideAPerson_OneIncidentWithItsBox()
    {
        var events = WatchBench(personAt: 300);

        Assert.That(events.Select(incident => incident.Event), Is.EqualTo([IncidentEvent.Opened, IncidentEvent.Closed]));
        Assert.That((events[0].Started - Noon).TotalSeconds, Is.EqualTo(5.5).Within(1));
        Assert.That(events[0].Boxes.Single().Center.X, Is.EqualTo(0.3).Within(0.05));
    }

    [TestCase(390, Description = "out of reach")]
    [TestCase(700, Description = "nobody there")]
    public void Watch_CupThatNobodyTouches_NoIncident(int personAt) => Assert.That(WatchBench(personAt), Is.Empty);

    // A wall with a bench before it: a person who sways a little, and from the fourth second on a cup.
    private IReadOnlyList<Incident> WatchBench(int personAt)
    {
        using var wall = Collage.OfWall();
        return Watch(new RuleOptions { Rule = "foreign_container", Zone = "mixing" }, Noon, 12, second =>
        {
            var picture = wall.Empty();
            if (second >= 4)
            {
                Collage.Paste(picture, RealPictures.CoffeeFile, 400, 0, 20);
            }

            if (personAt < 640)
            {
                Collage.Paste(picture, RealPictures.FaceFile, 250, personAt + (int)(4 * Math.Sin(second)), 110);
            }

            return picture;
        });
    }

    private IReadOnlyList<Incident> Watch(RuleOptions rule, DateTimeOffset start, double seconds, Func<double, Mat> picture) =>
        Footage.Watch(yard.Detector, Camera, new RulesOptions { TimeZone = "UTC", Active = [rule] }, start, seconds, picture);

    /// <param name="way">Seconds, and where the feet are then, in pixels from the left.</param>
    private Func<double, Mat> Walker(params (double Second, double X)[] way) => second =>
    {
        var next = Array.FindIndex(way, stop => stop.Second > second);
        var x = next < 0 ? way[^1].X : Between(way[next - 1], way[next], second);
        var picture = yard.Empty();
        yard.PutPedestrian(picture, x - yard.PedestrianSize.Width / 2.0, 310);
        return picture;
    };

    private static double Between((double Second, double X) from, (double Second, double X) to, double second) =>
        from.X + (to.X - from.X) * (second - from.Second) / (to.Second - from.Second);

    private static Polygon Strip(double left, double right) => new([new(left, 0.5), new(right, 0.5), new(right, 1), new(left, 1)]);
}
