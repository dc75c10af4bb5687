using EdgeAgent.Cameras;
using EdgeAgent.Evidence;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Detection;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;
using Microsoft.Extensions.Logging.Abstractions;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>Standing things that the detector takes for a person, a photo on the wall and the dome of an oven: reported once, never twice.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class RejectedThingsFootageTests
{
    private const int PosterWidth = 220;

    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly CameraOptions Camera = new() { Id = "kitchen" };

    private YardStage yard = null!;
    private TempFolder folder = null!;
    private RejectedThings things = null!;

    [OneTimeSetUp]
    public void OpenYard() => yard = YardStage.Open();

    [OneTimeTearDown]
    public void CloseYard() => yard?.Dispose();

    [SetUp]
    public void Open()
    {
        folder = new TempFolder();
        things = new RejectedThings(folder.Path, NullLogger<RejectedThings>.Instance);
    }

    [TearDown]
    public void Close() => folder?.Dispose();

    [Test]
    public void Watch_PosterRejectedOnce_RaisesNothingAgainByDayAndByLamp()
    {
        RejectPoster();

        Assert.That(Watch(_ => Scene()), Is.Empty);
        Assert.That(Watch(_ => Dimmed()), Is.Empty);
    }

    [Test]
    public void Watch_DomeOfAnOvenRejectedOnce_RaisesNothingAgain()
    {
        Reject(Dome);

        Assert.That(Watch(_ => Dome()), Is.Empty);
    }

    [Test]
    public void Watch_SomebodyWalksPastTheRejectedPoster_IsReported()
    {
        RejectPoster();

        var events = Watch(second =>
        {
            var scene = Scene();
            yard.PutPedestrian(scene, 20 + second * 25, 200 + yard.PedestrianSize.Height);
            return scene;
        });

        Assert.That(events.Count(incident => incident.Event == IncidentEvent.Opened), Is.EqualTo(1));
    }

    [Test]
    public void Watch_PosterHangsElsewhere_IsReportedAgain()
    {
        RejectPoster();

        Assert.That(Watch(_ => Scene(x: 60)), Is.Not.Empty);
    }

    private void RejectPoster() => Reject(() => Scene());

    private void Reject(Func<Mat> picture)
    {
        var opened = Watch(_ => picture())[0];
        using var scene = picture();
        using var frame = Frame.FromBgr(scene, Noon);
        things.Reject(opened, Picture.Evidence(frame, opened.Boxes));
    }

    private Mat Scene(int x = 380)
    {
        var scene = yard.Empty();
        Collage.Paste(scene, RealPictures.FaceFile, PosterWidth, x, 120);
        return scene;
    }

    // Round and with a valve on top: the detector is 0.7 certain.
    private static Mat Dome()
    {
        var bakery = new Mat(360, 640, MatType.CV_8UC3, Scalar.All(169));
        bakery.Rectangle(new Rect(0, 250, 640, 110), Scalar.All(90), -1);
        var copper = new Scalar(117, 40, 165);
        bakery.Ellipse(new(320, 255), new Size(22, 57), 0, 180, 360, copper, -1);
        bakery.Rectangle(new Rect(298, 255, 44, 28), copper, -1);
        bakery.Circle(new(320, 185), 13, Scalar.All(40), -1);
        bakery.Line(new(306, 255), new(306, 283), Scalar.All(20), 2);
        bakery.Line(new(334, 255), new(334, 283), Scalar.All(20), 2);
        Cv2.GaussianBlur(bakery, bakery, new Size(5, 5), 0);
        return bakery;
    }

    private Mat Dimmed()
    {
        using var scene = Scene();
        var dimmed = new Mat();
        scene.ConvertTo(dimmed, -1, 0.6, 10);
        return dimmed;
    }

    private IReadOnlyList<Incident> Watch(Func<double, Mat> picture) => Footage.Watch(
        yard.Detector,
        Camera,
        new RulesOptions { TimeZone = "UTC", Active = [new RuleOptions { Rule = "intrusion", MinimumConfidence = 0.4 }] },
        Noon,
        8,
        picture,
        rejected: () => things.Of(Camera.Id));
}
