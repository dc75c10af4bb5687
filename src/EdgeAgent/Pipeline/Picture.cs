using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Pipeline;

/// <summary>Turns frames into the JPEGs that people see.</summary>
internal static class Picture
{
    private const int EvidenceQuality = 88;
    private const int LiveQuality = 75;
    private static readonly int[] ThumbnailQualities = [80, 65, 50, 35, 20];

    /// <summary>The whole picture with the boxes of an incident drawn on it.</summary>
    public static byte[] Evidence(Frame frame, IEnumerable<Box> boxes)
    {
        using var drawing = new Drawing(frame);
        foreach (var box in boxes)
        {
            drawing.Box(box, Drawing.Amber);
        }

        return Encode(drawing.Canvas, EvidenceQuality);
    }

    /// <summary>The whole picture with what was made of it.</summary>
    public static byte[] Judged(Frame frame, Judgement judgement)
    {
        using var drawing = new Drawing(frame);
        judgement.DrawOn(drawing);
        return Encode(drawing.Canvas, LiveQuality);
    }

    /// <summary>A smaller copy of a JPEG that fits into the limit; never larger than the original picture.</summary>
    /// <param name="maximumBytes">Upper bound of the result.</param>
    /// <param name="faces">Blurs the faces on it; null where they may be seen.</param>
    public static byte[] Thumbnail(byte[] jpeg, int maximumBytes, FaceBlur? faces = null)
    {
        using var original = Cv2.ImDecode(jpeg, ImreadModes.Color);
        faces?.Blur(original);
        for (var width = Math.Min(640, original.Width); ; width = width * 3 / 4)
        {
            using var small = new Mat();
            var height = Math.Max(1, original.Height * width / original.Width);
            Cv2.Resize(original, small, new Size(width, height), interpolation: InterpolationFlags.Area);
            foreach (var quality in ThumbnailQualities)
            {
                var bytes = Encode(small, quality);
                if (bytes.Length <= maximumBytes)
                {
                    return bytes;
                }
            }
        }
    }

    private static byte[] Encode(Mat picture, int quality)
    {
        Cv2.ImEncode(".jpg", picture, out var bytes, new ImageEncodingParam(ImwriteFlags.JpegQuality, quality));
        return bytes;
    }
}
