using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FlickerMeterTests : IDisposable
{
    private static readonly Polygon Stove = new([new(0.4, 0.4), new(0.6, 0.4), new(0.6, 0.6), new(0.4, 0.6)]);
    private static readonly Polygon Bench = new([new(0.7, 0.4), new(0.9, 0.4), new(0.9, 0.6), new(0.7, 0.6)]);

    private const int SteamWidth = 60;

    private readonly FlickerMeter meter = new(
        [new("stove", Stove, []), new("bench", Bench, []), new("hob", Stove, [new([new(0.45, 0.4), new(0.55, 0.4), new(0.55, 0.6), new(0.45, 0.6)])])]);
    private readonly Random random = new(1);
    private DateTimeOffset at = YardFootage.Noon;

    [Test]
    public void Look_OneAreaFlickers_ThatOneIsActiveAfterAWhileAndUntilAWhileAfter()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(See(Flame, 8), Is.Empty);
            Assert.That(See(Flame, 8), Is.EqualTo(["stove"]));
            Assert.That(See(YardFootage.Yard, 15), Is.EqualTo(["stove"]));
            Assert.That(See(YardFootage.Yard, 15), Is.Empty);
        }
    }

    [Test]
    public void Look_ThingsPassOnABelt_AreNoFlame()
    {
        var picture = 0;

        Assert.That(
            See(
                () =>
                {
                    var yard = YardFootage.Yard();
                    for (var thing = 0; thing < 8; thing++)
                    {
                        yard.Circle(new((thing * 80 + picture * 8) % 640, 180), 20, new Scalar(40, 140, 230), -1);
                    }

                    picture++;
                    return yard;
                },
                40),
            Is.Empty);
    }

    [Test]
    public void Look_FlickerInAQuietPart_IsOfTheOtherAreaOnly() => Assert.That(See(Flame, 16), Is.EqualTo(["stove"]));

    [Test]
    public void Look_SteamRisesSlowly_IsToldWithinAMinuteAndEndsWithIt()
    {
        using var clouds = Clouds();
        var picture = 0;
        Mat Steam() => WithSteam(DarkWall(), clouds, 10 * picture++);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(See(Steam, 60), Is.EqualTo(["stove"]));
            Assert.That(See(DarkWall, 30), Is.Empty);
        }
    }

    [Test]
    public void Look_SomebodyHidesTheFlame_ItBurnsOn()
    {
        See(Flame, 16);

        Assert.That(See(() => YardFootage.Yard().WithPerson(294, 130), 40, YardFootage.PersonBox(294, 130), new Box(0.35, 0.3, 0.65, 0.7)), Is.EqualTo(["stove"]));
    }

    [Test]
    public void Look_SomebodyWorksThere_IsNoFlame() => Assert.That(
        See(() => YardFootage.Yard().WithPerson(270 + random.Next(40), 130), 40, new Box(0.35, 0.3, 0.65, 0.8)),
        Is.Empty);

    [Test]
    public void Look_PicturesTooSeldom_IsNotJudged() => Assert.That(See(Flame, 40, step: 1), Is.Empty);

    public void Dispose() => meter.Dispose();

    private static Mat DarkWall() => YardFootage.Yard().Lit(new Rect(275, 80, 90, 140), 0.4);

    /// <summary>Some seconds of steam, one above the other: how much of it hides what is behind, 0 to 0.6.</summary>
    private Mat Clouds()
    {
        var bytes = new byte[1600 * SteamWidth];
        random.NextBytes(bytes);
        using var clouds = Mat.FromPixelData(1600, SteamWidth, MatType.CV_8UC1, bytes).GaussianBlur(new Size(0, 0), 7);
        using var spread = new Mat();
        Cv2.Normalize(clouds, spread, 0, 0.6, NormTypes.MinMax, MatType.CV_32F);
        return spread.CvtColor(ColorConversionCodes.GRAY2BGR);
    }

    private static Mat WithSteam(Mat yard, Mat clouds, int risen)
    {
        using var place = yard.SubMat(new Rect(290, 80, SteamWidth, 130));
        var from = risen % (clouds.Rows - place.Rows);
        using var steam = clouds.SubMat(from, from + place.Rows, 0, SteamWidth);
        using var exact = new Mat();
        place.ConvertTo(exact, MatType.CV_32FC3);
        using Mat hidden = (new Scalar(225, 225, 225) - exact).Mul(steam);
        Cv2.Add(exact, hidden, exact);
        exact.ConvertTo(place, MatType.CV_8UC3);
        return yard;
    }

    private Mat Flame()
    {
        var yard = YardFootage.Yard();
        var glow = random.Next(50, 100) / 100.0;
        yard.Ellipse(new(320 + random.Next(-8, 9), 180 + random.Next(-8, 9)), new Size(8, 16), 0, 0, 360, new Scalar(60 * glow, 180 * glow, 250 * glow), -1);
        return yard;
    }

    private IReadOnlySet<string> See(Func<Mat> picture, double seconds, params Box[] persons) => See(picture, seconds, 0.2, persons);

    private IReadOnlySet<string> See(Func<Mat> picture, double seconds, double step, params Box[] persons)
    {
        IReadOnlySet<string> active = new HashSet<string>();
        for (var end = at.AddSeconds(seconds); at < end; at = at.AddSeconds(step))
        {
            using var frame = picture().Taken(at);
            active = meter.Look(frame, persons);
        }

        return active;
    }
}
