using EdgeAgent.Detection.Background;
using EdgeAgent.Geometry;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>
/// Finds what moves, down to a mouse: as <see cref="MotionGate"/> does, but on a larger picture and above this camera's
/// own noise, which by night is strong. One for each camera.
/// </summary>
public sealed class MovementFinder : IDisposable
{
    private const int LargestWidth = 320;
    private const int SmallestArea = 6;
    private const float LearningRate = 0.1f;

    // What moves leaves nearly no trace in the average, so that its way behind it does not seem to move.
    private const float MovingRate = 0.02f;
    private const float LeastDifference = 14;
    private const float TimesTheNoise = 6;

    // A light that is switched is no noise.
    private const float NoiseRate = 0.05f;
    private const double WholeChange = 0.3;

    private static readonly IReadOnlyList<Box> Everywhere = [Box.Whole];
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(2);

    private readonly Mat small = new();
    private readonly Mat smooth = new();
    private float[] average = [];
    private float noise = 2;
    private DateTimeOffset last;

    /// <summary>Boxes of what moves; the whole picture at the first look, after a gap, and when nearly all of it changes.</summary>
    public IReadOnlyList<Box> Look(Frame frame)
    {
        using var brightness = frame.Brightness();
        var width = Math.Min(LargestWidth, frame.Width);
        Cv2.Resize(brightness, small, new Size(width, Math.Max(1, width * frame.Height / frame.Width)), interpolation: InterpolationFlags.Area);
        Cv2.Blur(small, smooth, new Size(2, 2));
        var picture = smooth.AsSpan<byte>();
        var step = frame.CapturedAt - last;
        last = frame.CapturedAt;
        if (picture.Length != average.Length || step < TimeSpan.Zero || step > LongestStep)
        {
            average = Array.ConvertAll(picture.ToArray(), value => (float)value);
            return Everywhere;
        }

        var differs = new byte[picture.Length];
        var changed = Compare(picture, differs);
        if (changed < SmallestArea)
        {
            return [];
        }

        if (changed > WholeChange * picture.Length)
        {
            average = Array.ConvertAll(picture.ToArray(), value => (float)value);
            return Everywhere;
        }

        return [.. Region.Find(differs, small.Cols, small.Rows, SmallestArea, thinnest: 1).Select(region => region.Box)];
    }

    public void Dispose()
    {
        small.Dispose();
        smooth.Dispose();
    }

    /// <returns>How many pixels differ.</returns>
    private int Compare(ReadOnlySpan<byte> picture, Span<byte> differs)
    {
        var least = Math.Max(LeastDifference, TimesTheNoise * noise);
        noise += NoiseRate * (Noise(picture) - noise);
        var count = 0;
        for (var pixel = 0; pixel < picture.Length; pixel++)
        {
            var step = picture[pixel] - average[pixel];
            var isMoving = MathF.Abs(step) > least;
            average[pixel] += (isMoving ? MovingRate : LearningRate) * step;
            differs[pixel] = isMoving ? (byte)1 : (byte)0;
            count += isMoving ? 1 : 0;
        }

        return count;
    }

    private float Noise(ReadOnlySpan<byte> picture)
    {
        var figures = new int[256];
        for (var pixel = 0; pixel < picture.Length; pixel++)
        {
            figures[(int)Math.Min(255, MathF.Abs(picture[pixel] - average[pixel]) * 4)]++;
        }

        // The median of what is distributed normally is 0.67 of its deviation.
        return (Histogram.Median(figures, picture.Length) + 0.5f) / 4 / 0.67f;
    }
}
