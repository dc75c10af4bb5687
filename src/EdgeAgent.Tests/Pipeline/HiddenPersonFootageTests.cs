using EdgeAgent.Cameras;
using EdgeAgent.Detection;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Detection;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>Somebody walks in and on behind a bench that hides a part of the body. How many such people are found stands in the detector's card.</summary>
public sealed class HiddenPersonFootageTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private OnnxDetector detector = null!;
    private Collage yard = null!;
    private Collage wall = null!;
    private (Mat Picture, Mat Mask) pedestrian;

    [OneTimeSetUp]
    public void Open()
    {
        ShippedModels.Demand("nanodet");
        detector = OnnxDetector.Open(ShippedModels.Folder, "nanodet", threads: 1);
        yard = Collage.OfYard();
        wall = Collage.OfWall();
        pedestrian = Collage.CutOutPedestrian();
    }

    [OneTimeTearDown]
    public void Close()
    {
        detector?.Dispose();
        yard?.Dispose();
        wall?.Dispose();
        pedestrian.Picture?.Dispose();
        pedestrian.Mask?.Dispose();
    }

    [TestCase(0.3)]
    [TestCase(0.5)]
    public void Watch_PersonBehindABench_OneIncident(double hidden)
    {
        var opened = Stage.Single(Watch(hidden, isSomebodyThere: true));

        Assert.That(opened.Tracks, Has.Length.EqualTo(1));
        Assert.That((opened.Started - Noon).TotalSeconds, Is.InRange(1, 5));
    }

    [Test]
    public void Watch_BenchAlone_NoIncident() => Assert.That(Watch(0.5, isSomebodyThere: false), Is.Empty);

    private IReadOnlyList<Incident> Watch(double hidden, bool isSomebodyThere) => Footage.Watch(
        detector,
        new CameraOptions { Id = "kitchen" },
        new RulesOptions { TimeZone = "UTC", Active = [new RuleOptions { Rule = "intrusion", MinimumConfidence = 0.4 }] },
        Noon,
        10,
        second =>
        {
            var picture = yard.Empty();
            var size = pedestrian.Picture.Size();
            var feet = 130 + size.Height;
            if (isSomebodyThere && second >= 1)
            {
                using var place = picture.SubMat(new Rect((int)(60 + second * 30), feet - size.Height, size.Width, size.Height));
                pedestrian.Picture.CopyTo(place, pedestrian.Mask);
            }

            PutBench(picture, feet - (int)(hidden * size.Height), feet + 8);
            return picture;
        });

    private void PutBench(Mat picture, int top, int bottom)
    {
        using var texture = wall.Empty();
        using var front = texture.SubMat(0, bottom - top, 0, picture.Cols);
        using var place = picture.SubMat(top, bottom, 0, picture.Cols);
        front.CopyTo(place);
        picture.Line(0, top, picture.Cols, top, new Scalar(200, 205, 210), thickness: 3);
    }
}
