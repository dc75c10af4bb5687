namespace EdgeAgent.Detection;

/// <summary>How a person stands on a picture.</summary>
/// <param name="Points">17 points, in the order of <see cref="BodyPoint"/>.</param>
/// <param name="AspectRatio">Width of the picture over its height, so that lengths across and down can be compared.</param>
public sealed record Pose(IReadOnlyList<KeyPoint> Points, double AspectRatio)
{
    public KeyPoint this[BodyPoint point] => Points[(int)point];
}
