using EdgeAgent.Geometry;
using EdgeAgent.Pipeline;
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

    private static int Redness(Mat picture, int x, int y)
    {
        var colour = picture.At<Vec3b>(y, x);
        return colour.Item2 - colour.Item0;
    }
}
