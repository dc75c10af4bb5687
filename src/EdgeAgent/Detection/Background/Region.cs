using OpenCvSharp;
using Box = EdgeAgent.Geometry.Box;

namespace EdgeAgent.Detection.Background;

/// <summary>A connected part of a small picture.</summary>
/// <param name="Area">The rectangle around it, with a margin.</param>
/// <param name="Mask">Not 0 on the part itself, row by row over <paramref name="Area"/>.</param>
/// <param name="Width">Of the whole picture.</param>
/// <param name="Height">Of the whole picture.</param>
internal sealed record Region(Rect Area, byte[] Mask, int Width, int Height)
{
    // Room for what is computed around the contour.
    private const int Margin = 4;

    public required int Pixels { get; init; }

    public required Box Box { get; init; }

    /// <summary>The connected parts of a mask.</summary>
    /// <param name="mask">height x width, not 0 on the parts.</param>
    /// <param name="least">Fewest pixels of a part.</param>
    /// <param name="thinnest">Pixels; what is thinner is cut off.</param>
    public static List<Region> Find(byte[] mask, int width, int height, int least, int thinnest)
    {
        using var whole = Mat.FromPixelData(height, width, MatType.CV_8UC1, mask);
        using var open = new Mat();
        using var labels = new Mat();
        using var figures = new Mat();
        using var centres = new Mat();
        using var square = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(thinnest, thinnest));
        Cv2.MorphologyEx(whole, open, MorphTypes.Open, square);
        var count = Cv2.ConnectedComponentsWithStats(open, labels, figures, centres);
        var regions = new List<Region>();
        for (var label = 1; label < count; label++)
        {
            var pixels = figures.At<int>(label, (int)ConnectedComponentsTypes.Area);
            if (pixels >= least)
            {
                regions.Add(Cut(labels, label, pixels, new Rect(
                    figures.At<int>(label, (int)ConnectedComponentsTypes.Left),
                    figures.At<int>(label, (int)ConnectedComponentsTypes.Top),
                    figures.At<int>(label, (int)ConnectedComponentsTypes.Width),
                    figures.At<int>(label, (int)ConnectedComponentsTypes.Height))));
            }
        }

        return regions;
    }

    /// <summary>The numbers of its pixels in the whole picture.</summary>
    public IEnumerable<int> Places() => Places(Mask);

    /// <summary>The same for another mask over its area.</summary>
    public IEnumerable<int> Places(byte[] mask)
    {
        for (var pixel = 0; pixel < mask.Length; pixel++)
        {
            if (mask[pixel] != 0)
            {
                yield return ((Area.Y + (pixel / Area.Width)) * Width) + Area.X + (pixel % Area.Width);
            }
        }
    }

    public byte[] Grown(int pixels) => Morph(MorphTypes.Dilate, pixels);

    public byte[] Shrunk(int pixels) => Morph(MorphTypes.Erode, pixels);

    /// <summary>The part of a whole picture that lies in its area.</summary>
    public float[] Cut(float[] plane)
    {
        var part = new float[Mask.Length];
        for (var row = 0; row < Area.Height; row++)
        {
            Array.Copy(plane, ((Area.Y + row) * Width) + Area.X, part, row * Area.Width, Area.Width);
        }

        return part;
    }

    private static Region Cut(Mat labels, int label, int pixels, Rect tight)
    {
        var (width, height) = (labels.Cols, labels.Rows);
        var area = tight;
        area.Inflate(Margin, Margin);
        area &= new Rect(0, 0, width, height);
        using var part = labels.SubMat(area);
        using var mask = new Mat();
        Cv2.Compare(part, label, mask, CmpTypes.EQ);
        var box = new Box(
            (double)tight.Left / width, (double)tight.Top / height, (double)tight.Right / width, (double)tight.Bottom / height);
        return new Region(area, mask.AsSpan<byte>().ToArray(), width, height) { Pixels = pixels, Box = box };
    }

    private byte[] Morph(MorphTypes how, int pixels)
    {
        var changed = new byte[Mask.Length];
        using var from = Mat.FromPixelData(Area.Height, Area.Width, MatType.CV_8UC1, Mask);
        using var to = Mat.FromPixelData(Area.Height, Area.Width, MatType.CV_8UC1, changed);
        Cv2.MorphologyEx(from, to, how, null, iterations: pixels);
        return changed;
    }
}
