using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Tests.Video;

public sealed class FrameTests
{
    private static readonly DateTimeOffset At = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [TestCase(0, 0, 255)]
    [TestCase(0, 255, 0)]
    [TestCase(255, 0, 0)]
    [TestCase(200, 120, 40)]
    [TestCase(128, 128, 128)]
    public void Bgr_OfAPictureOfOneColour_IsThatColour(int blue, int green, int red)
    {
        using var picture = new Mat(90, 160, MatType.CV_8UC3, new Scalar(blue, green, red));
        using var frame = Frame.FromBgr(picture, At);

        var seen = frame.Bgr().At<Vec3b>(45, 80);

        Assert.That(new[] { seen.Item0, seen.Item1, seen.Item2 }.Select(value => (int)value), Is.EqualTo([blue, green, red]).Within(4));
        Assert.That(frame.CapturedAt, Is.EqualTo(At));
    }

    [Test]
    public void FromBgr_OddSize_LosesTheOddRowAndColumn()
    {
        using var picture = new Mat(91, 161, MatType.CV_8UC3, Scalar.White);
        using var frame = Frame.FromBgr(picture, At);

        Assert.That((frame.Width, frame.Height), Is.EqualTo((160, 90)));
        Assert.That(frame.Bgr().Size(), Is.EqualTo(new Size(160, 90)));
    }

    [Test]
    public void Brightness_LeftBlackRightWhite_IsThePictureInGrey()
    {
        using var picture = new Mat(90, 160, MatType.CV_8UC3, Scalar.Black);
        picture.SubMat(0, 90, 80, 160).SetTo(Scalar.White);
        using var frame = Frame.FromBgr(picture, At);
        using var brightness = frame.Brightness();

        Assert.That(brightness.Size(), Is.EqualTo(new Size(160, 90)));
        Assert.That(brightness.At<byte>(45, 20), Is.LessThan(30));
        Assert.That(brightness.At<byte>(45, 140), Is.GreaterThan(220));
    }

    [Test]
    public void Copy_OriginalDisposed_LivesOn()
    {
        using var picture = new Mat(90, 160, MatType.CV_8UC3, new Scalar(200, 120, 40));
        var frame = Frame.FromBgr(picture, At);
        using var copy = frame.Copy();
        using (var brightness = frame.Brightness())
        {
            brightness.SetTo(Scalar.Black);
        }

        frame.Dispose();

        Assert.That(copy.Bgr().At<Vec3b>(45, 80).Item0, Is.EqualTo(200).Within(4));
        Assert.That(copy.CapturedAt, Is.EqualTo(At));
    }
}
