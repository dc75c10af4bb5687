using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

internal static class Pictures
{
    /// <summary>Noise, which no compression makes small.</summary>
    public static byte[] NoisyJpeg(int width, int height)
    {
        using var picture = new Mat(height, width, MatType.CV_8UC3);
        Cv2.Randu(picture, Scalar.All(0), Scalar.All(255));
        return picture.ImEncode(".jpg");
    }

    public static Frame Plain(DateTimeOffset at, int width = 64, double grey = 100)
    {
        using var picture = new Mat(width / 2, width, MatType.CV_8UC3, Scalar.All(grey));
        return Frame.FromBgr(picture, at);
    }

    public static Size SizeOf(byte[] jpeg)
    {
        using var picture = Cv2.ImDecode(jpeg, ImreadModes.Color);
        return picture.Size();
    }
}
