namespace EdgeAgent.Geometry;

/// <summary>A point of a picture, in fractions of its width and height: (0, 0) is the top left, (1, 1) the bottom right.</summary>
public readonly record struct Point(double X, double Y);
