using EdgeAgent.Geometry;
using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>A square of whole pixels, which may reach beyond the picture.</summary>
internal readonly record struct PixelSquare(int Left, int Top, int Side)
{
    /// <param name="growth">Side of the square over the longer side of the box in pixels.</param>
    /// <returns>The square around the box's centre, of at least one pixel.</returns>
    public static PixelSquare Around(Box box, Size picture, double growth)
    {
        var side = Math.Max(1, (int)Math.Round(Crop.LongerSide(box, picture) * growth));
        return new PixelSquare(
            (int)Math.Round(box.Center.X * picture.Width - side / 2.0), (int)Math.Round(box.Center.Y * picture.Height - side / 2.0), side);
    }

    /// <summary>What the square holds, black beyond the picture's edge.</summary>
    /// <param name="bgr">8-bit BGR picture.</param>
    /// <returns>Side x side pixels.</returns>
    public Mat CutFrom(Mat bgr)
    {
        var cut = new Mat(Side, Side, MatType.CV_8UC3, Scalar.Black);
        var seen = new Rect(Left, Top, Side, Side).Intersect(new Rect(0, 0, bgr.Width, bgr.Height));
        if (seen is { Width: > 0, Height: > 0 })
        {
            using var source = bgr[seen];
            using var target = cut[new Rect(seen.X - Left, seen.Y - Top, seen.Width, seen.Height)];
            source.CopyTo(target);
        }

        return cut;
    }
}
