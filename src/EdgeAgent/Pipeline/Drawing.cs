using EdgeAgent.Geometry;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Pipeline;

/// <summary>Draws on a copy of a frame. Places are in fractions of the picture; lines and letters grow with it.</summary>
internal sealed class Drawing(Frame frame) : IDisposable
{
    public static readonly Scalar Amber = new(0, 191, 255);
    public static readonly Scalar Green = new(90, 200, 60);
    public static readonly Scalar Red = new(50, 50, 230);
    public static readonly Scalar Blue = new(230, 170, 60);

    private static readonly Scalar Ink = Scalar.All(255);
    private static readonly Scalar Ground = Scalar.All(20);

    public Mat Canvas { get; } = frame.Bgr().Clone();

    private int Thickness => Math.Max(2, Canvas.Width / 320);

    private double LetterScale => Math.Max(0.35, Canvas.Width / 1900.0);

    /// <param name="box">What reaches outside the picture is left out.</param>
    public void Box(Box box, Scalar colour)
    {
        var inside = box.Clip();
        Cv2.Rectangle(Canvas, At(inside.Left, inside.Top), At(inside.Right, inside.Bottom), colour, Thickness);
    }

    public void Outline(Polygon area, Scalar colour) => Cv2.Polylines(
        Canvas, [area.Corners.Select(corner => At(corner.X, corner.Y))], isClosed: true, colour, Math.Max(1, Thickness / 2), LineTypes.AntiAlias);

    /// <summary>A line of text on a ground of its own, moved so that all of it is within the picture.</summary>
    /// <param name="text">What is not ASCII has no letters here and is not drawn.</param>
    /// <param name="left">Of the text.</param>
    /// <param name="bottom">Of the text.</param>
    public void Text(string text, double left, double bottom, Scalar colour)
    {
        if (text.Length == 0 || !text.All(char.IsAscii))
        {
            return;
        }

        var size = Cv2.GetTextSize(text, HersheyFonts.HersheySimplex, LetterScale, 1, out var descent);
        var (width, height) = (size.Width + 6, size.Height + descent + 4);
        var x = Math.Clamp((int)(left * Canvas.Width), 0, Math.Max(0, Canvas.Width - width));
        var y = Math.Clamp((int)(bottom * Canvas.Height) - height, 0, Math.Max(0, Canvas.Height - height));
        Cv2.Rectangle(Canvas, new Rect(x, y, width, height), Ground, -1);
        Cv2.Rectangle(Canvas, new Rect(x, y, 3, height), colour, -1);
        Cv2.PutText(
            Canvas, text, new OpenCvSharp.Point(x + 5, y + size.Height + 2), HersheyFonts.HersheySimplex, LetterScale, Ink, 1, LineTypes.AntiAlias);
    }

    public void Dispose() => Canvas.Dispose();

    private OpenCvSharp.Point At(double x, double y) => new(x * Canvas.Width, y * Canvas.Height);
}
