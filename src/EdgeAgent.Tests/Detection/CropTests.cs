using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection;

public sealed class CropTests
{
    private Mat picture = null!;

    /// <summary>100 x 50 pixels; each tells its column in blue and its row in green.</summary>
    [SetUp]
    public void Draw()
    {
        picture = new Mat(50, 100, MatType.CV_8UC3);
        for (var y = 0; y < 50; y++)
        {
            for (var x = 0; x < 100; x++)
            {
                picture.Set(y, x, new Vec3b((byte)x, (byte)y, 255));
            }
        }
    }

    [TearDown]
    public void Free() => picture.Dispose();

    [TestCase(0.4, 0.4, 0.6, 0.6, 26, TestName = "Square_WideBox_TakesItsWidth")]
    [TestCase(0.45, 0.3, 0.55, 0.7, 26, TestName = "Square_HighBox_TakesItsHeight")]
    public void Square_InsideThePicture_IsAroundTheCentreAndGrown(double left, double top, double right, double bottom, int side)
    {
        using var crop = Crop.Square(picture, new Box(left, top, right, bottom));

        Assert.That(crop.Size(), Is.EqualTo(new Size(side, side)));
        Assert.That(crop.At<Vec3b>(0, 0), Is.EqualTo(new Vec3b(50 - 13, 25 - 13, 255)));
        Assert.That(crop.At<Vec3b>(25, 25), Is.EqualTo(new Vec3b(50 + 12, 25 + 12, 255)));
    }

    [Test]
    public void Square_AtACorner_IsBlackBeyondTheEdge()
    {
        using var crop = Crop.Square(picture, new Box(0.9, 0.8, 1, 1));

        // 13 pixels around (95, 45): from (88, 38) on, 12 x 12 of them within.
        Assert.That(crop.Size(), Is.EqualTo(new Size(13, 13)));
        Assert.That(crop.At<Vec3b>(0, 0), Is.EqualTo(new Vec3b(88, 38, 255)));
        Assert.That(crop.At<Vec3b>(11, 11), Is.EqualTo(new Vec3b(99, 49, 255)));
        Assert.That(crop.At<Vec3b>(12, 0), Is.EqualTo(default(Vec3b)));
        Assert.That(crop.At<Vec3b>(0, 12), Is.EqualTo(default(Vec3b)));
    }

    [Test]
    public void Square_OutsideThePicture_IsBlack()
    {
        using var crop = Crop.Square(picture, new Box(1.5, 0.4, 1.7, 0.6));

        Assert.That(crop.Size(), Is.EqualTo(new Size(26, 26)));
        Assert.That(crop.Sum(), Is.EqualTo(default(Scalar)));
    }

    [TestCase(0.5, 0.5)]
    [TestCase(0.6, 0.4)]
    public void Square_BoxWithoutSize_IsOnePixelAndTold(double left, double right)
    {
        var box = new Box(left, 0.5, right, 0.5);

        using var crop = Crop.Square(picture, box);

        Assert.That(crop.Size(), Is.EqualTo(new Size(1, 1)));
        Assert.That(Crop.LongerSide(box, picture.Size()), Is.Zero);
    }

    [TestCase(0.1, 0.2, 0.4, 0.4, 30)]
    [TestCase(0.1, 0.2, 0.2, 0.8, 30)]
    public void LongerSide_AnyBox_IsInPixels(double left, double top, double right, double bottom, double expected) =>
        Assert.That(Crop.LongerSide(new Box(left, top, right, bottom), picture.Size()), Is.EqualTo(expected).Within(1e-9));

    [Test]
    public void Fit_FineStripes_AreAveragedWhenShrunkAndInterpolatedWhenGrown()
    {
        using var stripes = new Mat(8, 8, MatType.CV_8UC3, Scalar.Black);
        for (var y = 0; y < 8; y++)
        {
            stripes.Set(y, 0, new Vec3b(255, 255, 255));
            stripes.Set(y, 4, new Vec3b(255, 255, 255));
        }

        using var shrunk = Crop.Fit(stripes, 2);
        using var grown = Crop.Fit(stripes, 16);

        Assert.That(shrunk.At<Vec3b>(1, 1).Item0, Is.EqualTo(64));
        Assert.That(grown.At<Vec3b>(1, 1).Item0, Is.EqualTo(191));
    }

    [Test]
    public void Sharpness_BlurredFace_IsFarLower()
    {
        using var face = RealPictures.Read(RealPictures.FaceFile);
        using var sharp = Crop.Fit(face, 96);
        using var blurred = new Mat();
        Cv2.GaussianBlur(sharp, blurred, new Size(9, 9), 0);

        Assert.That(Crop.Sharpness(sharp), Is.GreaterThan(10 * Crop.Sharpness(blurred)));
    }

    [Test]
    public void Sharpness_OneColour_IsZero()
    {
        using var plain = new Mat(64, 64, MatType.CV_8UC3, Scalar.Gray);

        Assert.That(Crop.Sharpness(plain), Is.Zero);
    }
}
