using EdgeAgent.Geometry;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>
/// Says cheaply whether anything moves, so that a quiet picture costs no inference: a small grey picture is compared
/// with its running average (the method Frigate documents for its motion detection). One gate for each camera.
/// </summary>
public sealed class MotionGate : IDisposable
{
    private const int SmallWidth = 160;
    private const float Threshold = 22.5f;
    private const float LearningRate = 0.08f;
    private const int SmallestArea = 10;

    // Lights or infrared switched: the average is worthless and is begun anew.
    private const double WholeChange = 0.6;

    private static readonly IReadOnlyList<Box> Everywhere = [Box.Whole];

    private readonly Mat small = new();
    private readonly Mat difference = new();
    private float[] average = [];
    private Size sourceSize;

    /// <summary>Where the picture moves; empty when it is quiet; the whole picture at the first look and after a great change.</summary>
    public IReadOnlyList<Box> Look(Frame frame)
    {
        using var brightness = frame.Brightness();
        var size = new Size(SmallWidth, Math.Max(1, SmallWidth * frame.Height / frame.Width));
        Cv2.Resize(brightness, small, size);
        Cv2.GaussianBlur(small, small, new Size(3, 3), 0);
        if (average.Length == 0 || sourceSize != brightness.Size())
        {
            sourceSize = brightness.Size();
            Begin();
            return Everywhere;
        }

        var changed = Compare();
        if (changed < SmallestArea)
        {
            return [];
        }

        if (changed > WholeChange * size.Width * size.Height)
        {
            Begin();
            return Everywhere;
        }

        return Regions(size);
    }

    public void Dispose()
    {
        small.Dispose();
        difference.Dispose();
    }

    private void Begin() => average = Array.ConvertAll(small.AsSpan<byte>().ToArray(), value => (float)value);

    /// <summary>Marks what differs from the average, and learns.</summary>
    /// <returns>How many pixels differ.</returns>
    private int Compare()
    {
        difference.Create(small.Size(), MatType.CV_8UC1);
        var pixels = small.AsSpan<byte>();
        var marks = difference.AsSpan<byte>();
        var mean = average.AsSpan(0, pixels.Length);
        var changed = 0;
        for (var pixel = 0; pixel < pixels.Length; pixel++)
        {
            var step = pixels[pixel] - mean[pixel];
            var differs = MathF.Abs(step) > Threshold;
            mean[pixel] += LearningRate * step;
            marks[pixel] = differs ? byte.MaxValue : (byte)0;
            changed += differs ? 1 : 0;
        }

        return changed;
    }

    private List<Box> Regions(Size size)
    {
        Cv2.Dilate(difference, difference, null, iterations: 2);
        Cv2.FindContours(difference, out var contours, out _, RetrievalModes.External, ContourApproximationModes.ApproxSimple);
        var regions = new List<Box>(contours.Length);
        foreach (var contour in contours)
        {
            var area = Cv2.BoundingRect(contour);
            if (Cv2.ContourArea(contour) >= SmallestArea)
            {
                regions.Add(new Box(
                    (double)area.Left / size.Width,
                    (double)area.Top / size.Height,
                    (double)area.Right / size.Width,
                    (double)area.Bottom / size.Height));
            }
        }

        return regions;
    }
}
