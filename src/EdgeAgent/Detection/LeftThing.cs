using EdgeAgent.Geometry;

namespace EdgeAgent.Detection;

/// <summary>Something that was not part of a camera's background and has stood still since.</summary>
/// <param name="Box">Where, within the picture.</param>
/// <param name="Since">Capture time of the first picture on which it stood there.</param>
public sealed record LeftThing(Box Box, DateTimeOffset Since);
