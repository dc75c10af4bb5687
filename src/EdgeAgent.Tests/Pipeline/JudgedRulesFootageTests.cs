using EdgeAgent.Cameras;
using EdgeAgent.Detection;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Detection;
using EdgeAgent.Tests.Support;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>
/// Photos of persons moved through a scene, by the real way: detector, tracker, pose, crops, heads, votes. This shows that
/// the parts work together; how well the heads judge stands in their cards.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class JudgedRulesFootageTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly CameraOptions Camera = new() { Id = "kitchen" };

    // Of the photo in the scene of 1280 x 720.
    private const int Width = 400;

    private OnnxDetector detector = null!;
    private PersonJudge judge = null!;
    private Collage yard = null!;

    [OneTimeSetUp]
    public void Open()
    {
        ShippedModels.Demand("nanodet");
        detector = OnnxDetector.Open(ShippedModels.Folder, "nanodet", threads: 1);
        judge = PersonJudge.Open(ShippedModels.Folder, ["mask", "hat"]);
        yard = Collage.OfYard();
    }

    [OneTimeTearDown]
    public void Close()
    {
        detector?.Dispose();
        judge?.Dispose();
        yard?.Dispose();
    }

    [Test]
    public void Watch_BareFace_OneIncidentWithTrackBoxAndLooks()
    {
        var events = Watch("no_mask", RealPictures.FaceFile);

        Assert.That(events.Select(incident => incident.Event), Is.EqualTo([IncidentEvent.Opened, IncidentEvent.Closed]));
        var opened = events[0];
        Assert.That((opened.Rule, opened.Zone, opened.Tracks.Length, opened.Detail), Is.EqualTo(("no_mask", "", 1, "suspected")));
        Assert.That(opened.Looks!.Taken, Is.GreaterThanOrEqualTo(4));
        Assert.That((opened.Started - Noon).TotalSeconds, Is.InRange(3, 6), "four looks a second apart, and little more");
        Assert.That(opened.Boxes.Single().Center.X, Is.EqualTo(PlaceAt((opened.Started - Noon).TotalSeconds)).Within(0.1));
    }

    [Test]
    public void Watch_BareFaceForThreeLooksOnly_NoIncident() => Assert.That(Watch("no_mask", RealPictures.FaceFile, seconds: 2.9), Is.Empty);

    [TestCase("no_mask", "0125.jpg", "suspected")]
    [TestCase("no_mask", "0217.jpg", "suspected")]
    [TestCase("no_mask", "0348.jpg", "suspected")]
    [TestCase("no_mask", "0309.jpg", "mask_worn_wrong")]
    [TestCase("no_hat", "0107.jpg", "suspected")]
    [TestCase("no_hat", "0348.jpg", "suspected")]
    public void Watch_SomethingIsMissing_OneIncident(string rule, string photo, string detail)
    {
        var opened = Watch(rule, Photo(photo)).Where(incident => incident.Event == IncidentEvent.Opened);

        Assert.That(opened.Select(incident => incident.Detail), Is.EqualTo(new[] { detail }));
    }

    [TestCase("no_mask", "0107.jpg")]
    [TestCase("no_mask", "0133.jpg")]
    [TestCase("no_mask", "0010.jpg")]
    [TestCase("no_hat", "0835.jpg", Description = "a cap")]
    [TestCase("no_hat", "0309.jpg", Description = "a hood")]
    [TestCase("no_hat", "0258.jpg", Description = "a cap")]
    public void Watch_NothingIsMissing_NoIncident(string rule, string photo) => Assert.That(Watch(rule, Photo(photo)), Is.Empty);

    private static string Photo(string name) => Repository.SharedDataset("mask", "images", name);

    private IReadOnlyList<Incident> Watch(string rule, string photo, double seconds = 10) => Footage.Watch(
        detector,
        Camera,
        new RulesOptions { TimeZone = "UTC", Active = [new RuleOptions { Rule = rule }] },
        Noon,
        12,
        second =>
        {
            using var small = yard.Empty();
            var scene = small.Resize(new Size(1280, 720));
            if (second < seconds)
            {
                Collage.Paste(scene, photo, Width, (int)(PlaceAt(second) * scene.Width) - Width / 2, 160);
            }

            return scene;
        },
        judge);

    private static double PlaceAt(double second) => 0.25 + second * 0.04;
}
