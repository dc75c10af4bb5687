using System.Numerics;
using EdgeAgent.Geometry;

namespace EdgeAgent.Detection;

/// <summary>How a person stands on a picture.</summary>
/// <param name="Points">17 points, in the order of <see cref="BodyPoint"/>.</param>
/// <param name="AspectRatio">Width of the picture over its height, so that lengths across and down can be compared.</param>
public sealed record Pose(IReadOnlyList<KeyPoint> Points, double AspectRatio)
{
    public KeyPoint this[BodyPoint point] => Points[(int)point];

    /// <summary>A point's place with the picture's height as the unit of both axes.</summary>
    internal Vector2 Place(BodyPoint point) => new((float)(this[point].Position.X * AspectRatio), (float)this[point].Position.Y);

    /// <param name="centre">With the picture's height as the unit of both axes, as the sizes.</param>
    internal Box BoxAround(Vector2 centre, float width, float height) =>
        Box.Around(new Point(centre.X / AspectRatio, centre.Y), width / AspectRatio, height);
}
