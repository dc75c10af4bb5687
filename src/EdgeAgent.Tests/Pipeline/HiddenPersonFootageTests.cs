using EdgeAgent.Cameras;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Detection;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>Somebody walks in and on behind a bench that hides a part of the body. How many such people are found stands in the detector's card.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class HiddenPersonFootageTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private YardStage yard = null!;
    private Collage wall = null!;

    [OneTimeSetUp]
    public void Open()
    {
        yard = YardStage.Open();
        wall = Collage.OfWall();
    }

    [OneTimeTearDown]
    public void Close()
    {
        yard?.Dispose();
        wall?.Dispose();
    }

    [TestCase(0.3)]
    [TestCase(0.5)]
    public void Watch_PersonBehindABench_OneIncident(double hidden)
    {
        var opened = Stage.Single(Watch(hidden, isSomebodyThere: true));

        Assert.That((opened.Started - Noon).TotalSeconds, Is.InRange(1, 5));
    }

    [Test]
    public void Watch_BenchAlone_NoIncident() => Assert.That(Watch(0.5, isSomebodyThere: false), Is.Empty);

    private IReadOnlyList<Incident> Watch(double hidden, bool isSomebodyThere) => Footage.Watch(
        yard.Detector,
        new CameraOptions { Id = "kitchen" },
        new RulesOptions { TimeZone = "UTC", Active = [new RuleOptions { Rule = "intrusion", MinimumConfidence = 0.4 }] },
        Noon,
        10,
        second =>
        {
            var picture = yard.Empty();
            var height = yard.PedestrianSize.Height;
            var feet = 130 + height;
            if (isSomebodyThere && second >= 1)
            {
                yard.PutPedestrian(picture, 60 + second * 30, feet);
            }

            PutBench(picture, feet - (int)(hidden * height), feet + 8);
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
