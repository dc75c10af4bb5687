using EdgeAgent.Geometry;

namespace EdgeAgent.Detection;

/// <summary>Something a detector saw on one picture.</summary>
/// <param name="Label">Class name, lower case, e.g. <c>person</c> or <c>animal</c>.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Box">Where, within the picture.</param>
public sealed record DetectedObject(string Label, double Confidence, Box Box);
