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
    private static readonly int[] Qualities = [80, 65, 50, 35, 20];

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
        return Fitting(original, Math.Min(640, original.Width), maximumBytes).Jpeg;
    }

    /// <summary>The picture as it is, as large and as good as the limit allows.</summary>
    /// <param name="maximumBytes">Upper bound of the result.</param>
    /// <param name="faces">Blurs the faces on it; null where they may be seen.</param>
    public static LivePicture Fitting(Frame frame, int maximumBytes, FaceBlur? faces)
    {
        using var picture = frame.Bgr().Clone();
        faces?.Blur(picture);
        var (jpeg, size) = Fitting(picture, frame.Width, maximumBytes);
        return new LivePicture(jpeg, size.Width, size.Height, frame.CapturedAt);
    }

    /// <summary>As the other, of a picture that is a JPEG already.</summary>
    public static LivePicture Fitting(LivePicture picture, int maximumBytes, FaceBlur? faces)
    {
        if (faces is null && picture.Jpeg.Length <= maximumBytes)
        {
            return picture;
        }

        using var original = Cv2.ImDecode(picture.Jpeg, ImreadModes.Color);
        faces?.Blur(original);
        var (jpeg, size) = Fitting(original, picture.Width, maximumBytes);
        return new LivePicture(jpeg, size.Width, size.Height, picture.TakenAt);
    }

    private static (byte[] Jpeg, Size Size) Fitting(Mat original, int widest, int maximumBytes)
    {
        for (var width = widest; ; width = width * 3 / 4)
        {
            using var small = new Mat();
            var size = new Size(width, Math.Max(1, original.Height * width / original.Width));
            Cv2.Resize(original, small, size, interpolation: InterpolationFlags.Area);
            foreach (var quality in Qualities)
            {
                var bytes = Encode(small, quality);
                if (bytes.Length <= maximumBytes)
                {
                    return (bytes, size);
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
