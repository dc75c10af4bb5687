using EdgeAgent.Geometry;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Tracking;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

public sealed class PictureTests
{
    [TestCase(48_000)]
    [TestCase(10_000)]
    [TestCase(2_000)]
    public void Thumbnail_LargeNoisyPicture_FitsTheLimitAndKeepsItsShape(int limit)
    {
        var thumbnail = Picture.Thumbnail(Pictures.NoisyJpeg(1920, 1080), limit);
        var size = Pictures.SizeOf(thumbnail);

        Assert.That(thumbnail, Has.Length.LessThanOrEqualTo(limit));
        Assert.That(size.Width, Is.LessThanOrEqualTo(640));
        Assert.That(size.Width / (double)size.Height, Is.EqualTo(16.0 / 9).Within(0.1));
    }

    [Test]
    public void Thumbnail_SmallPicture_IsNotEnlarged() =>
        Assert.That(Pictures.SizeOf(Picture.Thumbnail(Pictures.NoisyJpeg(100, 60), 48_000)), Is.EqualTo(new Size(100, 60)));

    [Test]
    public void Evidence_WithBoxes_DrawsThemOnAPictureOfTheSameSize()
    {
        using var frame = Pictures.Plain(default, 640);

        using var drawn = Cv2.ImDecode(Picture.Evidence(frame, [new Box(0.25, 0.25, 0.75, 1.5)]), ImreadModes.Color);
        using var untouched = Cv2.ImDecode(Picture.Evidence(frame, []), ImreadModes.Color);

        Assert.That(drawn.Size(), Is.EqualTo(new Size(640, 320)));
        Assert.That(Redness(drawn, 160, 200), Is.GreaterThan(80), "on the box's left side");
        Assert.That(Redness(drawn, 320, 200), Is.LessThan(30), "within the box");
        Assert.That(Redness(untouched, 160, 200), Is.LessThan(30));
    }

    [Test]
    public void Judged_ViolationAndBystander_AreToldApartByColour()
    {
        using var frame = Pictures.Plain(default, 640);
        var (offender, bystander) = (new Box(0.1, 0.3, 0.3, 0.9), new Box(0.6, 0.3, 0.8, 0.9));
        var judgement = new Judgement(
            new Dictionary<string, Polygon> { ["冷库"] = new([new(0.05, 0.25), new(0.35, 0.25), new(0.35, 0.95), new(0.05, 0.95)]) },
            [Track(1, offender), Track(2, bystander)],
            [new Violation("intrusion", "冷库", [offender], 0.9)]);

        using var drawn = Cv2.ImDecode(Picture.Judged(frame, judgement), ImreadModes.Color);

        Assert.That(Redness(drawn, 64, 200), Is.GreaterThan(60), "the offender's left side");
        Assert.That(Redness(drawn, 384, 200), Is.LessThan(0), "the bystander's left side");
        Assert.That(Redness(drawn, 32, 200), Is.GreaterThan(60), "the area's left side");
        using var above = drawn.SubMat(80, 94, 70, 150);
        Cv2.MeanStdDev(above, out Scalar _, out Scalar spread);
        Assert.That(spread.Val0, Is.GreaterThan(30), "a name above the box");
    }

    [Test]
    public void Judged_ViolationOfTheCameraItself_StandsInTheCorner()
    {
        using var frame = Pictures.Plain(default, 640);

        using var drawn = Cv2.ImDecode(Picture.Judged(frame, Judgement.Nothing with { Violations = [new Violation("camera_moved", "", [], 1)] }), ImreadModes.Color);

        Assert.That(Redness(drawn, 1, 5), Is.GreaterThan(60));
    }

    private static Track Track(long id, Box box) => new(id, "person", box, 0.87, default, default);

    private static int Redness(Mat picture, int x, int y)
    {
        var colour = picture.At<Vec3b>(y, x);
        return colour.Item2 - colour.Item0;
    }
}
