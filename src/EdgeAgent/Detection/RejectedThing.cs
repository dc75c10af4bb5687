using EdgeAgent.Geometry;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>Something at one place of a camera's picture that was reported once and was no violation.</summary>
/// <param name="Incident">Id of the incident that was rejected.</param>
/// <param name="Rule">Id of the rule that reported it; other rules are not concerned.</param>
/// <param name="Box">Where, within the picture.</param>
/// <param name="Look">What it looks like: <see cref="Side"/> x <see cref="Side"/> bytes of brightness.</param>
public sealed record RejectedThing(string Incident, string Rule, Box Box, byte[] Look)
{
    public const int Side = 24;

    // Normalised correlation: blind to a lamp that is lit, not to somebody who stands there.
    private const double LeastLikeness = 0.85;

    // The edge may have the outline drawn on it that evidence has.
    private const double Inset = 0.08;

    /// <param name="bgr">8-bit BGR picture of the moment at which it was reported.</param>
    /// <param name="box">Of some area, within the picture.</param>
    public static RejectedThing On(string incident, string rule, Mat bgr, Box box)
    {
        using var grey = new Mat();
        Cv2.CvtColor(bgr, grey, ColorConversionCodes.BGR2GRAY);
        return new RejectedThing(incident, rule, box, LookOf(grey, box));
    }

    /// <summary>Whether its place looks as it did.</summary>
    public bool IsOn(Frame frame)
    {
        using var brightness = frame.Brightness();
        return Correlation(LookOf(brightness, Box), Look) >= LeastLikeness;
    }

    private static byte[] LookOf(Mat grey, Box box)
    {
        var (marginX, marginY) = (box.Width * Inset, box.Height * Inset);
        var (left, top) = ((int)((box.Left + marginX) * grey.Width), (int)((box.Top + marginY) * grey.Height));
        var (right, bottom) = ((int)Math.Ceiling((box.Right - marginX) * grey.Width), (int)Math.Ceiling((box.Bottom - marginY) * grey.Height));
        var place = new Rect(left, top, Math.Max(1, right - left), Math.Max(1, bottom - top)).Intersect(new Rect(0, 0, grey.Width, grey.Height));
        using var cut = new Mat(grey, place);
        using var small = new Mat();
        Cv2.Resize(cut, small, new Size(Side, Side), interpolation: InterpolationFlags.Area);
        small.GetArray(out byte[] bytes);
        return bytes;
    }

    private static double Correlation(byte[] one, byte[] other)
    {
        var (meanOne, meanOther) = (one.Average(value => value), other.Average(value => value));
        double product = 0, squareOne = 0, squareOther = 0;
        for (var i = 0; i < one.Length; i++)
        {
            var (a, b) = (one[i] - meanOne, other[i] - meanOther);
            (product, squareOne, squareOther) = (product + a * b, squareOne + a * a, squareOther + b * b);
        }

        return squareOne * squareOther > 0 ? product / Math.Sqrt(squareOne * squareOther) : 0;
    }
}
