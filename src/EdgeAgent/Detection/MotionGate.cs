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
    private const double Threshold = 22;
    private const double LearningRate = 0.08;
    private const int SmallestArea = 10;

    // Lights or infrared switched: the average is worthless and is begun anew.
    private const double WholeChange = 0.6;

    private static readonly IReadOnlyList<Box> Everywhere = [Box.Whole];

    private readonly Mat small = new();
    private readonly Mat difference = new();
    private readonly Mat average = new();
    private readonly Mat averageBytes = new();
    private Size sourceSize;

    /// <summary>Where the picture moves; empty when it is quiet; the whole picture at the first look and after a great change.</summary>
    public IReadOnlyList<Box> Look(Frame frame)
    {
        using var brightness = frame.Brightness();
        var size = new Size(SmallWidth, Math.Max(1, SmallWidth * frame.Height / frame.Width));
        Cv2.Resize(brightness, small, size);
        Cv2.GaussianBlur(small, small, new Size(3, 3), 0);
        if (average.Empty() || sourceSize != brightness.Size())
        {
            sourceSize = brightness.Size();
            small.ConvertTo(average, MatType.CV_32FC1);
            return Everywhere;
        }

        average.ConvertTo(averageBytes, MatType.CV_8UC1);
        Cv2.Absdiff(small, averageBytes, difference);
        Cv2.Threshold(difference, difference, Threshold, 255, ThresholdTypes.Binary);
        Cv2.AccumulateWeighted(small, average, LearningRate, mask: null!);

        var changed = Cv2.CountNonZero(difference);
        if (changed < SmallestArea)
        {
            return [];
        }

        if (changed > WholeChange * size.Width * size.Height)
        {
            small.ConvertTo(average, MatType.CV_32FC1);
            return Everywhere;
        }

        return Regions(size);
    }

    public void Dispose()
    {
        small.Dispose();
        difference.Dispose();
        average.Dispose();
        averageBytes.Dispose();
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
