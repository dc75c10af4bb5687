using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection;

public sealed class PoseEstimatorTests
{
    private PoseEstimator estimator = null!;

    [OneTimeSetUp]
    public void Open()
    {
        ShippedModels.Demand("movenet");
        estimator = PoseEstimator.Open(ShippedModels.Folder);
    }

    [OneTimeTearDown]
    public void Close() => estimator.Dispose();

    [Test]
    public void Find_Portrait_FindsTheHeadPointsWhereTheyAre()
    {
        using var picture = RealPictures.Read(RealPictures.FaceFile);

        var pose = estimator.Find(picture, new Box(0.03, 0.03, 0.71, 1));

        // Read off the picture by eye, in pixels of 512.
        AssertNear(pose, BodyPoint.Nose, 222, 119);
        AssertNear(pose, BodyPoint.RightEye, 203, 99);
        AssertNear(pose, BodyPoint.LeftEye, 244, 101);
        Assert.That(pose[BodyPoint.LeftShoulder].Position.X, Is.GreaterThan(pose[BodyPoint.RightShoulder].Position.X));
        Assert.That(pose.AspectRatio, Is.EqualTo(1));

        static void AssertNear(Pose pose, BodyPoint point, double x, double y)
        {
            Assert.That(pose[point].Position.X * 512, Is.EqualTo(x).Within(8), $"{point}");
            Assert.That(pose[point].Position.Y * 512, Is.EqualTo(y).Within(8), $"{point}");
            Assert.That(pose[point].Confidence, Is.GreaterThan(0.5), $"{point}");
        }
    }

    [Test]
    public void Find_SamePersonInAWiderPicture_GivesTheSamePlaces()
    {
        using var picture = RealPictures.Read(RealPictures.FaceFile);
        using var wider = new Mat(512, 1024, MatType.CV_8UC3, Scalar.Black);
        picture.CopyTo(wider[0, 512, 512, 1024]);

        var plain = estimator.Find(picture, new Box(0.1, 0, 0.7, 1));
        var shifted = estimator.Find(wider, new Box(0.55, 0, 0.85, 1));

        Assert.That(shifted.AspectRatio, Is.EqualTo(2));
        foreach (var point in new[] { BodyPoint.Nose, BodyPoint.LeftEar, BodyPoint.RightShoulder })
        {
            Assert.That(shifted[point].Position.X * 1024 - 512, Is.EqualTo(plain[point].Position.X * 512).Within(4), $"{point}");
            Assert.That(shifted[point].Position.Y, Is.EqualTo(plain[point].Position.Y).Within(0.01), $"{point}");
        }
    }

    [Test]
    public void Find_WalkerFromBehind_HasTheLeftShoulderAtTheLeft()
    {
        using var picture = RealPictures.Street(second: 5);

        // The one at the right of the picture, who walks away.
        var pose = estimator.Find(picture, new Box(670 / 768.0, 258 / 576.0, 712 / 768.0, 370 / 576.0));

        Assert.That(pose[BodyPoint.LeftShoulder].Position.X, Is.LessThan(pose[BodyPoint.RightShoulder].Position.X));
        Assert.That(pose[BodyPoint.LeftShoulder].Confidence, Is.GreaterThan(0.4));
    }

    [TestCase(2, 2, 3, 3, TestName = "Find_BoxOutsideThePicture_IsSureOfNothing")]
    [TestCase(0.5, 0.5, 0.5, 0.5, TestName = "Find_BoxWithoutSize_IsSureOfNothing")]
    public void Find_NothingToSee_IsSureOfNothing(double left, double top, double right, double bottom)
    {
        using var picture = RealPictures.Read(RealPictures.FaceFile);

        var pose = estimator.Find(picture, new Box(left, top, right, bottom));

        Assert.That(pose.Points.Select(point => point.Confidence), Is.All.LessThan(0.3));
    }

    [Test]
    public async Task Dispose_WhileACameraLooks_LetsItFinishAndRefusesTheNext()
    {
        var closing = PoseEstimator.Open(ShippedModels.Folder);
        using var picture = RealPictures.Read(RealPictures.FaceFile);
        var began = new TaskCompletionSource();
        var watching = Task.Run(() =>
        {
            while (true)
            {
                closing.Find(picture, Box.Whole);
                began.TrySetResult();
            }
        });
        await Task.WhenAny(began.Task, watching);

        closing.Dispose();

        Assert.That(() => watching, Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Open_ModelOfAnotherKind_IsRefused()
    {
        Assert.That(() => PoseEstimator.Open(ShippedModels.Folder, "nanodet"), Throws.TypeOf<ModelUnusableException>().With.Message.Contains("kind pose"));
    }

    [Test]
    public void Open_OtherOutput_SaysWhatItMustBe()
    {
        var folder = Directory.CreateTempSubdirectory("edgeagent-test-");
        try
        {
            var shipped = ShippedModels.Demand("blazeface");
            File.Copy(ShippedModels.Folder.FileOf(shipped), Path.Combine(folder.FullName, "faces.onnx"));
            var manifest = File.ReadAllText(Path.Combine(ShippedModels.Folder.Path, "blazeface.json"));
            File.WriteAllText(Path.Combine(folder.FullName, "faces.json"), manifest.Replace("\"faces\"", "\"pose\"", StringComparison.Ordinal));

            Assert.That(
                () => PoseEstimator.Open(new ModelFolder(folder.FullName), "faces"),
                Throws.TypeOf<ModelUnusableException>().With.Message.Contains("one output of 1 x 1 x 17 x 3"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
