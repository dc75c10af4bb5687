using EdgeAgent.Geometry;
using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>Cuts what a head judges out of a picture, in the same way in which the heads were trained.</summary>
public static class Crop
{
    /// <summary>Side of a crop over the longer side of what it is of.</summary>
    public const double Margin = 1.3;

    /// <summary>A square around the box's centre, black beyond the picture's edge.</summary>
    /// <param name="bgr">8-bit BGR picture.</param>
    /// <param name="box">Of some area, in fractions of the picture.</param>
    /// <returns>At least 1 x 1, to be disposed by the caller.</returns>
    public static Mat Square(Mat bgr, Box box)
    {
        var longer = Math.Max((box.Right - box.Left) * bgr.Width, (box.Bottom - box.Top) * bgr.Height);
        var side = Math.Max(1, (int)Math.Round(longer * Margin));
        var left = (int)Math.Round((box.Left + box.Right) / 2 * bgr.Width - side / 2.0);
        var top = (int)Math.Round((box.Top + box.Bottom) / 2 * bgr.Height - side / 2.0);
        var crop = new Mat(side, side, bgr.Type(), Scalar.Black);
        var seen = new Rect(left, top, side, side).Intersect(new Rect(0, 0, bgr.Width, bgr.Height));
        if (seen.Width > 0 && seen.Height > 0)
        {
            using var from = new Mat(bgr, seen);
            using var to = new Mat(crop, new Rect(seen.X - left, seen.Y - top, seen.Width, seen.Height));
            from.CopyTo(to);
        }

        return crop;
    }

    /// <summary>A copy with black at both sides, or above and below, where the picture is not square.</summary>
    public static Mat Padded(Mat bgr)
    {
        var side = Math.Max(bgr.Width, bgr.Height);
        var (left, top) = ((side - bgr.Width) / 2, (side - bgr.Height) / 2);
        var square = new Mat();
        Cv2.CopyMakeBorder(bgr, square, top, side - bgr.Height - top, left, side - bgr.Width - left, BorderTypes.Constant, Scalar.Black);
        return square;
    }

    /// <summary>A copy of the crop at the size that a model takes; shrinking averages, so that nothing fine turns into noise.</summary>
    public static Mat Fit(Mat crop, int side)
    {
        var fitted = new Mat();
        var shrinks = Math.Max(crop.Width, crop.Height) > side;
        Cv2.Resize(crop, fitted, new Size(side, side), interpolation: shrinks ? InterpolationFlags.Area : InterpolationFlags.Linear);
        return fitted;
    }

    /// <summary>Variance of the Laplacian of the grey picture: the more, the sharper (J. Pech-Pacheco et al., 2000).</summary>
    public static double Sharpness(Mat bgr)
    {
        using var grey = new Mat();
        using var edges = new Mat();
        Cv2.CvtColor(bgr, grey, ColorConversionCodes.BGR2GRAY);
        Cv2.Laplacian(grey, edges, MatType.CV_32F);
        Cv2.MeanStdDev(edges, out _, out var deviation);
        return deviation.Val0 * deviation.Val0;
    }
}
