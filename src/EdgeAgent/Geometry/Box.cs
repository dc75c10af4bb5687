namespace EdgeAgent.Geometry;

/// <summary>
/// An upright rectangle in fractions of the picture. A box may reach outside the picture (a person half in view);
/// <see cref="Clip"/> cuts it to what can be seen.
/// </summary>
public readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    public static readonly Box Whole = new(0, 0, 1, 1);

    public double Width => Math.Max(0, Right - Left);

    public double Height => Math.Max(0, Bottom - Top);

    public double Area => Width * Height;

    public Point Center => new((Left + Right) / 2, (Top + Bottom) / 2);

    /// <summary>Middle of the lower edge: where a standing thing touches the floor.</summary>
    public Point Foot => new((Left + Right) / 2, Bottom);

    public static Box Around(Point center, double width, double height) =>
        new(center.X - width / 2, center.Y - height / 2, center.X + width / 2, center.Y + height / 2);

    public Box Clip() => new(
        Math.Clamp(Left, 0, 1), Math.Clamp(Top, 0, 1), Math.Clamp(Right, 0, 1), Math.Clamp(Bottom, 0, 1));

    /// <summary>The box with a margin on each side, in fractions of its own width and height.</summary>
    public Box Grow(double width, double height) =>
        new(Left - width * Width, Top - height * Height, Right + width * Width, Bottom + height * Height);

    /// <summary>Whether the point lies inside or on the edge.</summary>
    public bool Contains(Point point) => point.X >= Left && point.X <= Right && point.Y >= Top && point.Y <= Bottom;

    /// <summary>What both boxes cover; empty where they do not meet.</summary>
    public Box Shared(Box other) => new(
        Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom));

    /// <summary>Area shared by both boxes over the area covered by either, 0 to 1.</summary>
    public double IntersectionOverUnion(Box other)
    {
        var shared = Shared(other).Area;
        return shared > 0 ? shared / (Area + other.Area - shared) : 0;
    }
}
