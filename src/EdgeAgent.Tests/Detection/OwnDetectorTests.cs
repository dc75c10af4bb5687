using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection;

/// <summary>Whole models that somebody might bring, from the manifest to the boxes on a real picture.</summary>
public sealed class OwnDetectorTests
{
    private const int ByteType = 2;

    private static readonly Rect Bright = new(240, 60, 180, 220);

    [Test, Combinatorial]
    public void Detect_EveryFitOrderUnitAndLayout_FindsTheBrightThingWhereItIs(
        [Values("topLeft", "centre", "stretch")] string fit,
        [Values("xyxy", "yxyx")] string order,
        [Values("pixels", "fractions")] string units,
        [Values("[1, 3, 384, 320]", "[1, 320, 384, 3]")] string shape)
    {
        int[] sizes = [.. shape.Trim('[', ']').Split(", ").Select(int.Parse)];
        var (height, width) = sizes[1] == 3 ? (sizes[2], sizes[3]) : (sizes[1], sizes[2]);
        var unit = units == "pixels" ? (1, 1) : (1f / width, 1f / height);
        var padding = fit == "stretch" ? "" : ", \"padding\": 114";
        using var model = new OwnDetector(DetectorGraphs.Bright(sizes, order == "yxyx", unit), OwnDetector.Boxes, $", \"fit\": \"{fit}\"{padding}");
        model.Change("[1, 3, 64, 64]", shape);
        model.Change("xyxy", order);
        model.Change("\"pixels\"", $"\"{units}\"");
        using var detector = model.Open();

        var found = Detect(detector, Coffee());

        Assert.That(found.Select(thing => thing.Label), Is.EqualTo(new[] { "animal" }));
        Assert.That(found[0].Box.IntersectionOverUnion(Fractions(Bright, 600, 400)), Is.GreaterThan(0.97), $"{found[0].Box}");
    }

    [Test]
    public void Detect_InputOfBytesAndOpenSizes_TakesTheManifests()
    {
        using var model = new OwnDetector(DetectorGraphs.Bright([-1, -1, -1, 3], isYxyx: false, (1, 1), ByteType), OwnDetector.Boxes);
        model.Change("[1, 3, 64, 64]", "[1, 320, 384, 3]");
        using var detector = model.Open();

        var found = Detect(detector, Coffee());

        Assert.That(found.Single().Box.IntersectionOverUnion(Fractions(Bright, 600, 400)), Is.GreaterThan(0.97));
    }

    [Test]
    public void Open_InputOfBytesThatIsNormalised_IsRefused()
    {
        using var model = new OwnDetector(DetectorGraphs.Bright([1, 3, 64, 64], isYxyx: false, (1, 1), ByteType), OwnDetector.Boxes);
        model.Change("[1, 1, 1]", "[255, 255, 255]");

        Assert.That(model.Open, Throws.TypeOf<ModelUnusableException>().With.Message.Contains("takes bytes, so input.mean must be 0, 0, 0"));
    }

    [Test]
    public void Detect_OutputsOfNoFixedLength_GivesWhatEachPictureHas()
    {
        using var model = new OwnDetector(DetectorGraphs.Suppressed(), OwnDetector.Boxes, ", \"fit\": \"stretch\"");
        using var detector = model.Open();

        var bright = Detect(detector, Coffee());
        var dark = Detect(detector, new Mat(64, 64, MatType.CV_8UC3, Scalar.Black));
        var again = Detect(detector, Coffee());

        Assert.Multiple(() =>
        {
            Assert.That(bright.Select(thing => (thing.Label, thing.Box)), Is.EqualTo(new[]
            {
                ("person", new Box(0.25, 0.125, 0.75, 0.875)), ("animal", new Box(0, 0, 0.125, 0.125)),
            }));
            Assert.That(dark, Is.Empty);
            Assert.That(again, Is.EqualTo(bright));
        });
    }

    [Test]
    public void Detect_NumbersThatAreNoneOnOnePicture_AreLeftOutAndCounted()
    {
        using var model = new OwnDetector(DetectorGraphs.NoneOnWhite(), OwnDetector.Boxes);
        using var detector = model.Open();

        var grey = Detect(detector, new Mat(64, 64, MatType.CV_8UC3, Scalar.Gray));
        var white = Detect(detector, new Mat(64, 64, MatType.CV_8UC3, Scalar.White));

        Assert.That((grey.Count, white.Count, detector.Unreadable), Is.EqualTo((1, 0, 1)));
    }

    [Test]
    public void Detect_Yolox_GivesTheBoxOfItsPlace()
    {
        // Row 2, column 3 of stride 8 on 64 x 64: the corner at 24, 16; the centre at 28, 20; 16 x 24 pixels.
        var values = new float[84 * 7];
        new[] { 0.5f, 0.5f, MathF.Log(2), MathF.Log(3), 0.9f, 0.8f, 0 }.CopyTo(values, (2 * 8 + 3) * 7);
        using var model = new OwnDetector(DetectorGraphs.Constant(("output", [1, 84, 7], values)), """
            "outputs": ["output"],
            "detector": { "output": "yolox", "strides": [8, 16, 32], "minimumConfidence": 0.2, "maximumOverlap": 0.6, "classes": ["person", "animal"] }
            """, ", \"padding\": 114");
        using var detector = model.Open();

        // 600 x 400 pixels take 64 x 43 of the input.
        var found = Detect(detector, Coffee());

        Assert.That(found.Single().Label, Is.EqualTo("person"));
        Assert.That(found[0].Box.IntersectionOverUnion(new Box(20 / 64.0, 8 / 43.0, 36 / 64.0, 32 / 43.0)), Is.GreaterThan(0.999));
    }

    [Test]
    public void Open_CapitalsInTheSum_AreTheSame()
    {
        using var model = new OwnDetector(DetectorGraphs.Constant(), OwnDetector.Boxes);
        var sum = OwnDetector.Sha256(File.ReadAllBytes(model.Onnx));
        model.Change(sum, sum.ToUpperInvariant());

        Assert.That(() => model.Open().Dispose(), Throws.Nothing);
    }

    /// <summary>A cup on a table, with something all but white on it.</summary>
    private static Mat Coffee()
    {
        using var picture = RealPictures.Read(RealPictures.CoffeeFile);
        var darker = new Mat();
        Cv2.Min(picture, new Scalar(120, 120, 120), darker);
        Cv2.Rectangle(darker, Bright, Scalar.White, thickness: -1);
        return darker;
    }

    private static Box Fractions(Rect place, double width, double height) =>
        new(place.Left / width, place.Top / height, place.Right / width, place.Bottom / height);

    private static IReadOnlyList<DetectedObject> Detect(OnnxDetector detector, Mat picture)
    {
        using (picture)
        {
            using var frame = Frame.FromBgr(picture, DateTimeOffset.UnixEpoch);
            return detector.Detect(frame);
        }
    }
}
