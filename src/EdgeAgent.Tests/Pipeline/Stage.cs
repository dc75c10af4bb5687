using EdgeAgent.Cameras;
using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Geometry;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Detection;
using EdgeAgent.Tests.Support;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>A bare wall, 1280 x 720, before which photos of whole persons are shown; real models look at it.</summary>
internal sealed class Stage : IDisposable
{
    /// <summary>Side of a photo on the stage, in pixels.</summary>
    public const int PhotoSide = 640;

    public const int Top = 60;

    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly CameraOptions Camera = new()
    {
        Id = "kitchen",
        Zones = new Dictionary<string, Polygon> { ["left"] = Half(0, 0.5), ["right"] = Half(0.5, 1) },
    };

    private readonly PersonJudge? judge;

    private Stage(OnnxDetector detector, PersonJudge? judge)
    {
        Detector = detector;
        this.judge = judge;
    }

    public OnnxDetector Detector { get; }

    /// <param name="heads">What is judged of persons; nothing where no rule needs it.</param>
    public static Stage Open(IReadOnlyCollection<string> heads, TaughtHeads? taught = null)
    {
        ShippedModels.Demand("nanodet");
        return new Stage(
            OnnxDetector.Open(ShippedModels.Folder, "nanodet", threads: 1),
            heads.Count == 0 ? null : PersonJudge.Open(ShippedModels.Folder, heads, taught));
    }

    /// <summary>A photo of somebody that shows the hands, 240 x 240.</summary>
    public static string Photo(string name) => Repository.SharedDataset("gloves", "images", name + ".jpg");

    /// <summary>The wall with a photo on it, to be disposed by the caller.</summary>
    /// <param name="x">Left edge of the photo in pixels.</param>
    public static Mat Show(string photo, int x)
    {
        var scene = Empty();
        Collage.Paste(scene, photo, PhotoSide, x, Top);
        return scene;
    }

    public static Mat Empty() => new(720, 1280, MatType.CV_8UC3, Scalar.All(110));

    public IReadOnlyList<Incident> Watch(RuleOptions rule, double seconds, Func<double, Mat> picture, double noise = Footage.StrongNoise) => Footage.Watch(
        Detector, Camera, new RulesOptions { TimeZone = "UTC", Active = [rule] }, Noon, seconds, picture, judge, noise: noise);

    /// <summary>Demands that one incident was opened, and gives it as it was then.</summary>
    public static Incident Single(IReadOnlyList<Incident> events)
    {
        var opened = events.Where(incident => incident.Event == IncidentEvent.Opened).ToList();
        Assert.That(opened, Has.Count.EqualTo(1));
        return opened[0];
    }

    public void Dispose()
    {
        Detector.Dispose();
        judge?.Dispose();
    }

    private static Polygon Half(double left, double right) => new([new(left, 0), new(right, 0), new(right, 1), new(left, 1)]);
}
