using EdgeAgent.Geometry;
using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>
/// Cuts part of a person out of a picture in the way in which the heads' training pictures were cut. Any box gives a
/// crop: one without size a single pixel, one outside the picture black; <see cref="LongerSide"/> tells the first.
/// </summary>
public static class Crop
{
    /// <summary>Side of a crop over the longer side of its box.</summary>
    public const double Growth = 1.3;

    /// <param name="bgr">8-bit BGR picture.</param>
    /// <returns>The square around the box's centre, its side the box's longer side in pixels x <see cref="Growth"/>, black beyond the picture's edge.</returns>
    public static Mat Square(Mat bgr, Box box) => PixelSquare.Around(box, bgr.Size(), Growth).CutFrom(bgr);

    /// <returns>The picture with black at both sides, or above and below, so that it is square.</returns>
    public static Mat Padded(Mat bgr)
    {
        var side = Math.Max(bgr.Width, bgr.Height);
        var (left, top) = ((side - bgr.Width) / 2, (side - bgr.Height) / 2);
        var square = new Mat();
        Cv2.CopyMakeBorder(bgr, square, top, side - bgr.Height - top, left, side - bgr.Width - left, BorderTypes.Constant, Scalar.Black);
        return square;
    }

    /// <param name="crop">A square picture.</param>
    /// <param name="side">Pixels.</param>
    /// <returns>The crop at side x side pixels.</returns>
    public static Mat Fit(Mat crop, int side)
    {
        var fitted = new Mat();
        Cv2.Resize(crop, fitted, new Size(side, side), 0, 0, crop.Width > side ? InterpolationFlags.Area : InterpolationFlags.Linear);
        return fitted;
    }

    /// <summary>The longer side of a box in pixels.</summary>
    public static double LongerSide(Box box, Size picture) => Math.Max(box.Width * picture.Width, box.Height * picture.Height);

    /// <summary>Variance of the Laplacian of the brightness: near 0 where a crop is blurred. Only crops of one size can be compared.</summary>
    /// <param name="fitted">8-bit BGR crop, as <see cref="Fit"/> gives it.</param>
    public static double Sharpness(Mat fitted)
    {
        using var grey = new Mat();
        using var edges = new Mat();
        Cv2.CvtColor(fitted, grey, ColorConversionCodes.BGR2GRAY);
        Cv2.Laplacian(grey, edges, MatType.CV_64F);
        Cv2.MeanStdDev(edges, out _, out var deviation);
        return deviation.Val0 * deviation.Val0;
    }
}
