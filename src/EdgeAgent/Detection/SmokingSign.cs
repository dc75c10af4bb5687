using EdgeAgent.Geometry;
using OpenCvSharp;
using Point = EdgeAgent.Geometry.Point;

namespace EdgeAgent.Detection;

/// <summary>
/// A hand at the mouth with a thin, light thing beside it: one sign of smoking, which proves nothing by itself. It is a
/// rule of thumb and no trained head, so whatever follows from it is a suspicion.
/// </summary>
public static class SmokingSign
{
    /// <summary>What looks of this kind are called.</summary>
    public const string Name = "smoking";

    // Of the face's height: how far the middle of a hand may be from the mouth.
    private const double Reach = 0.75;

    // The hand's crop is brought to this many pixels, so that a cigarette is some 3 to 10 of them thick.
    private const int Side = 96;
    private const int ThickestPixels = 13;
    private const int ShortestPixels = 20;
    private const double LeastContrast = 45;
    private const double LeastElongation = 2.5;
    private const byte MostSaturation = 90;

    /// <returns>
    /// A violation where a hand is at the mouth and something thin and light beside it; unsure where the hand shows nothing;
    /// fine where no hand is there; null where the hands or the face are not seen.
    /// </returns>
    public static Verdict? Judge(Mat bgr, BodyParts parts)
    {
        if (parts.Face is not { } face || (parts.LeftHand ?? parts.RightHand) is null)
        {
            return null;
        }

        var mouth = new Point(face.Center.X, face.Top + face.Height * 0.8);
        var near = new[] { parts.LeftHand, parts.RightHand }.OfType<Box>().Where(hand => IsNear(hand.Center, mouth, face, bgr)).ToList();
        return near.Count == 0 ? Verdict.Fine
            : near.Exists(hand => HoldsThinLightThing(bgr, hand)) ? Verdict.Violation
            : Verdict.Unsure;
    }

    private static bool IsNear(Point hand, Point mouth, Box face, Mat bgr)
    {
        var (x, y) = ((hand.X - mouth.X) * bgr.Width, (hand.Y - mouth.Y) * bgr.Height);
        return Math.Sqrt(x * x + y * y) < Reach * face.Height * bgr.Height;
    }

    private static bool HoldsThinLightThing(Mat bgr, Box hand)
    {
        using var crop = Crop.Square(bgr, hand);
        using var fitted = Crop.Fit(crop, Side);
        using var grey = new Mat();
        using var hsv = new Mat();
        using var colourless = new Mat();
        using var thin = new Mat();
        Cv2.GaussianBlur(fitted, fitted, new Size(3, 3), 0); // a sensor's noise breaks thin things up
        Cv2.CvtColor(fitted, grey, ColorConversionCodes.BGR2GRAY);
        Cv2.CvtColor(fitted, hsv, ColorConversionCodes.BGR2HSV);
        Cv2.InRange(hsv, new Scalar(0, 0, 0), new Scalar(255, MostSaturation, 255), colourless);
        using var kernel = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size(ThickestPixels, ThickestPixels));
        Cv2.MorphologyEx(grey, thin, MorphTypes.TopHat, kernel);
        Cv2.Threshold(thin, thin, LeastContrast, 255, ThresholdTypes.Binary);
        Cv2.BitwiseAnd(thin, colourless, thin);
        Cv2.FindContours(thin, out var outlines, out _, RetrievalModes.External, ContourApproximationModes.ApproxNone);
        return outlines.Any(outline => IsThin(Cv2.MinAreaRect(outline)));
    }

    // Teeth and the edge of a mask lie beside the hand, what it holds within.
    private static bool IsThin(RotatedRect thing)
    {
        var (length, thickness) = (Math.Max(thing.Size.Width, thing.Size.Height) + 1, Math.Min(thing.Size.Width, thing.Size.Height) + 1);
        return length >= ShortestPixels && thickness <= ThickestPixels && length / thickness >= LeastElongation
            && new[] { thing.Center.X, thing.Center.Y }.All(at => at is > Side * 0.15f and < Side * 0.85f);
    }
}
