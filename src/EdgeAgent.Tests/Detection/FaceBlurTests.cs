using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection;

/// <summary>On real pictures, with a face detector that has no part in it as the judge.</summary>
public sealed class FaceBlurTests
{
    private const double Sure = 0.8;
    private const double Unsure = 0.5;

    // Of a blurred part nothing finer is left than its few colours.
    private const double Smooth = 3;

    private OnnxDetector detector = null!;
    private FaceBlur blur = null!;
    private FaceFinder faces = null!;

    [OneTimeSetUp]
    public void Open()
    {
        ShippedModels.Demand("nanodet");
        ShippedModels.Demand("movenet");
        detector = OnnxDetector.Open(ShippedModels.Folder, "nanodet", threads: 1);
        blur = FaceBlur.Open(detector, ShippedModels.Folder, NullLogger<FaceBlur>.Instance);
        faces = new FaceFinder();
    }

    [OneTimeTearDown]
    public void Close()
    {
        faces.Dispose();
        blur.Dispose();
        detector.Dispose();
    }

    [TestCase(1)]
    [TestCase(0.5)]
    [TestCase(0.25)]
    public void Blur_Portrait_NoFaceIsFoundAnyMore(double scale)
    {
        using var picture = Scaled(RealPictures.Read(RealPictures.FaceFile), scale);
        Assert.That(faces.Surest(picture), Is.GreaterThan(Sure), "as it was");

        blur.Blur(picture);

        Assert.That(faces.Surest(picture), Is.LessThan(Unsure));
        Assert.That(Detail(picture, new Box(178 / 512.0, 75 / 512.0, 270 / 512.0, 180 / 512.0)), Is.LessThan(Smooth));
    }

    // Three people at a table, whose faces are those of BodyPartsOnPicturesTests.
    [Test]
    public void Blur_Group_NoneOfTheFacesIsFoundAnyMore()
    {
        using var picture = Cv2.ImRead(Repository.SharedMedia("faceapi-sample1.jpg"));
        Rect[] places = [new(850, 435, 170, 220), new(400, 378, 190, 212), new(1475, 225, 185, 210)];

        blur.Blur(picture);

        foreach (var place in places)
        {
            using var around = picture.SubMat(place.Top - place.Height, place.Bottom + place.Height, place.Left - place.Width, place.Right + place.Width);
            Assert.That(faces.Surest(around), Is.LessThan(Unsure), place.ToString());
            Assert.That(Detail(picture, new Box(place.Left / 1920.0, place.Top / 1280.0, place.Right / 1920.0, place.Bottom / 1280.0)), Is.LessThan(Smooth));
        }
    }

    // Whose heads were read off by eye.
    [TestCase(5, 519, 216, 14, 15)]
    [TestCase(5, 681, 260, 13, 14)]
    public void Blur_FarAwayAndFromBehind_HeadsAreBlurredAndTheRestStays(int second, int left, int top, int width, int height)
    {
        using var picture = RealPictures.Street(second);
        using var before = picture.Clone();

        blur.Blur(picture);

        var head = new Rect(left, top, width, height);
        using var was = before.SubMat(head);
        using var isNow = picture.SubMat(head);
        Assert.That(Cv2.Norm(was, isNow, NormTypes.L1) / (3.0 * width * height), Is.GreaterThan(8), "the head");
        using var grassBefore = before.SubMat(400, 560, 150, 400);
        using var grass = picture.SubMat(400, 560, 150, 400);
        Assert.That(Cv2.Norm(grassBefore, grass, NormTypes.L1), Is.Zero, "where nobody is");
    }

    [Test]
    public void Blur_NobodyThere_LeavesThePicture()
    {
        using var picture = RealPictures.Read(RealPictures.CoffeeFile);
        using var before = picture.Clone();

        blur.Blur(picture);

        Assert.That(Cv2.Norm(before, picture, NormTypes.L1), Is.Zero);
    }

    [Test]
    public void Blur_DetectorFails_NothingOfThePictureIsLeft()
    {
        var closed = OnnxDetector.Open(ShippedModels.Folder, "nanodet", threads: 1);
        using var blind = FaceBlur.Open(closed, ShippedModels.Folder, NullLogger<FaceBlur>.Instance);
        closed.Dispose();
        using var picture = RealPictures.Read(RealPictures.FaceFile);

        blind.Blur(picture);

        Assert.That(Detail(picture, Box.Whole), Is.LessThan(Smooth));
    }

    [Test]
    public void Blur_DetectorGivesWhatIsNoNumber_NothingOfThePictureIsLeft()
    {
        using var model = new OwnDetector(DetectorGraphs.NoneOnWhite(), OwnDetector.Boxes);
        using var own = model.Open();
        using var blind = FaceBlur.Open(own, ShippedModels.Folder, NullLogger<FaceBlur>.Instance);
        using var picture = new Mat(64, 64, MatType.CV_8UC3, Scalar.All(255));
        Cv2.Rectangle(picture, new Rect(0, 0, 8, 8), Scalar.Black, -1);

        blind.Blur(picture);

        Assert.That(Detail(picture, Box.Whole), Is.LessThan(Smooth));
    }

    [Test]
    public void Open_DetectorThatKnowsNoPersons_IsRefusedWithTheSetting()
    {
        using var model = new OwnDetector(DetectorGraphs.NoneOnWhite(), OwnDetector.Boxes.Replace("person", "cup", StringComparison.Ordinal));
        using var own = model.Open();

        Assert.That(
            () => FaceBlur.Open(own, ShippedModels.Folder, NullLogger<FaceBlur>.Instance),
            Throws.TypeOf<ModelUnusableException>().With.Message.Contains("uplink.blurFaces"));
    }

    [Test]
    public void Blur_TinyPicture_IsTakenToo()
    {
        using var picture = new Mat(2, 3, MatType.CV_8UC3, Scalar.All(9));

        Assert.That(() => blur.Blur(picture), Throws.Nothing);
    }

    private static Mat Scaled(Mat picture, double scale)
    {
        using (picture)
        {
            var scaled = new Mat();
            Cv2.Resize(picture, scaled, default, scale, scale, InterpolationFlags.Area);
            return scaled;
        }
    }

    // How much a pixel differs from those around it, on average, on the green plane.
    private static double Detail(Mat picture, Box box)
    {
        using var place = picture.SubMat(
            (int)(box.Top * picture.Height), (int)(box.Bottom * picture.Height), (int)(box.Left * picture.Width), (int)(box.Right * picture.Width));
        using var edges = new Mat();
        Cv2.Laplacian(place, edges, MatType.CV_64F);
        using var size = new Mat();
        Cv2.Absdiff(edges, Scalar.All(0), size);
        return Cv2.Mean(size).Val1;
    }
}
