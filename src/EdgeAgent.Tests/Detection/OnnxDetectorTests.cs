using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection;

public sealed class OnnxDetectorTests
{
    private OnnxDetector detector = null!;

    [OneTimeSetUp]
    public void Open()
    {
        ShippedModels.Demand("nanodet");
        detector = OnnxDetector.Open(ShippedModels.Folder, "nanodet", threads: 1);
    }

    [OneTimeTearDown]
    public void Close() => detector.Dispose();

    [Test]
    public void Detect_PeopleInAYard_FindsEachWhereTheyStand()
    {
        using var picture = RealPictures.Street(second: 5);

        var people = Sure(picture).Where(thing => thing.Label == "person").Select(thing => thing.Box).ToArray();

        // Read off the picture by eye, in pixels: two walking together in the middle, one at the right, one behind.
        Box[] standing = [Pixels(506, 216, 540, 306), Pixels(553, 217, 588, 303), Pixels(670, 258, 712, 370), Pixels(373, 180, 397, 256)];
        Assert.That(standing, Is.All.Matches<Box>(place => people.Any(found => found.IntersectionOverUnion(place) > 0.7)));

        static Box Pixels(double left, double top, double right, double bottom) => new(left / 768, top / 576, right / 768, bottom / 576);
    }

    [Test]
    public async Task Dispose_WhileACameraDetects_LetsItFinishAndRefusesTheNext()
    {
        var closing = OnnxDetector.Open(ShippedModels.Folder, "nanodet", threads: 1);
        using var picture = Frame.FromBgr(RealPictures.Read(RealPictures.CatFile), DateTimeOffset.UnixEpoch);
        var began = new TaskCompletionSource();
        var watching = Task.Run(() =>
        {
            while (true)
            {
                closing.Detect(picture);
                began.TrySetResult();
            }
        });
        await Task.WhenAny(began.Task, watching);

        closing.Dispose();

        Assert.That(() => watching, Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Detect_Cat_IsAnAnimalAndNobody()
    {
        using var picture = RealPictures.Read(RealPictures.CatFile);

        Assert.That(Sure(picture).Select(thing => thing.Label), Is.EqualTo(new[] { "animal" }));
    }

    [Test]
    public void Detect_Coffee_ShowsNobodyAndNoAnimal()
    {
        using var picture = RealPictures.Read(RealPictures.CoffeeFile);

        Assert.That(Sure(picture).Select(thing => thing.Label), Has.None.EqualTo("person").And.None.EqualTo("animal"));
    }

    [TestCase(1.0, 0.4)]
    [TestCase(0.3, 1.0)]
    public void Detect_PictureGrownByBlackEdges_FindsTheFaceAtTheSamePixels(double widthPart, double heightPart)
    {
        using var picture = RealPictures.Read(RealPictures.FaceFile);
        using var grown = new Mat((int)(512 / heightPart), (int)(512 / widthPart), MatType.CV_8UC3, Scalar.Black);
        picture.CopyTo(grown[0, 512, 0, 512]);

        var plain = Sure(picture)[0].Box;
        var inGrown = Sure(grown)[0].Box;

        var back = new Box(inGrown.Left / widthPart, inGrown.Top / heightPart, inGrown.Right / widthPart, inGrown.Bottom / heightPart);
        Assert.That(back.IntersectionOverUnion(plain), Is.GreaterThan(0.8));
    }

    [Test]
    public void Detect_FromTwoThreadsAtOnce_GivesEachItsOwnPicture()
    {
        using var yard = RealPictures.Street(second: 5);
        using var cat = RealPictures.Read(RealPictures.CatFile);
        Mat[] pictures = [yard, cat];
        var expected = pictures.Select(Sure).ToArray();

        // Both start together again and again: otherwise they hardly ever meet at the shared tensors.
        using var start = new Barrier(pictures.Length);
        var seen = pictures.Select((picture, index) => Task.Factory.StartNew(
            () => Enumerable.Range(0, 10).Count(_ =>
            {
                start.SignalAndWait();
                return Sure(picture).SequenceEqual(expected[index]);
            }),
            TaskCreationOptions.LongRunning)).ToArray();
        Task.WaitAll(seen);

        Assert.That(seen.Select(task => task.Result), Is.All.EqualTo(10));
    }

    /// <summary>What is certain enough to be told.</summary>
    private IReadOnlyList<DetectedObject> Sure(Mat picture)
    {
        using var frame = Frame.FromBgr(picture, DateTimeOffset.UnixEpoch);
        return [.. detector.Detect(frame).Where(thing => thing.Confidence >= 0.5)];
    }
}
