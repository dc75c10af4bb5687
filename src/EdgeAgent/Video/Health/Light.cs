using OpenCvSharp;

namespace EdgeAgent.Video.Health;

/// <summary>Tells infrared, in which cameras send no colour, from day.</summary>
internal static class Light
{
    private const double NoColour = 4;

    // A clock or a logo that the camera writes into the picture may be in colour.
    private const double SmallPart = 0.02;

    public static bool IsInfrared(Frame frame)
    {
        using var chroma = frame.Chroma();
        using var small = new Mat();
        Cv2.Resize(chroma, small, new Size(BlockGrid.Columns * 4, BlockGrid.Rows * 4), interpolation: InterpolationFlags.Area);
        Cv2.Absdiff(small, new Scalar(128), small);
        Cv2.Threshold(small, small, NoColour, 255, ThresholdTypes.Binary);
        return Cv2.CountNonZero(small) <= SmallPart * small.Total();
    }
}
