using EdgeAgent.Geometry;
using EdgeAgent.Tracking;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Pipeline;

/// <summary>Turns frames into the JPEGs that people see.</summary>
internal static class Picture
{
    private const int EvidenceQuality = 88;
    private const int LiveQuality = 75;
    private static readonly int[] ThumbnailQualities = [80, 65, 50, 35, 20];
    private static readonly Scalar Amber = new(0, 191, 255);

    /// <summary>The whole picture with the boxes of an incident drawn on it.</summary>
    public static byte[] Evidence(Frame frame, IEnumerable<Box> boxes) => Draw(frame, boxes, EvidenceQuality);

    public static byte[] WithBoxes(Frame frame, IEnumerable<Track> tracks) =>
        Draw(frame, tracks.Select(track => track.Box), LiveQuality);

    /// <summary>A smaller copy of a JPEG that fits into the limit; never larger than the original picture.</summary>
    /// <param name="maximumBytes">Upper bound of the result.</param>
    public static byte[] Thumbnail(byte[] jpeg, int maximumBytes)
    {
        using var original = Cv2.ImDecode(jpeg, ImreadModes.Color);
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

    private static byte[] Draw(Frame frame, IEnumerable<Box> boxes, int quality)
    {
        using var canvas = frame.Bgr().Clone();
        var thickness = Math.Max(2, canvas.Width / 320);
        foreach (var box in boxes.Select(box => box.Clip()))
        {
            Cv2.Rectangle(
                canvas,
                new OpenCvSharp.Point(box.Left * canvas.Width, box.Top * canvas.Height),
                new OpenCvSharp.Point(box.Right * canvas.Width, box.Bottom * canvas.Height),
                Amber,
                thickness);
        }

        return Encode(canvas, quality);
    }

    private static byte[] Encode(Mat picture, int quality)
    {
        Cv2.ImEncode(".jpg", picture, out var bytes, new ImageEncodingParam(ImwriteFlags.JpegQuality, quality));
        return bytes;
    }
}
