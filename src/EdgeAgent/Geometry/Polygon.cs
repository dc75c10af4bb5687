using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeAgent.Geometry;

/// <summary>A closed area of the picture, given by its corners in order. Written in the configuration as [[x, y], …].</summary>
[JsonConverter(typeof(PolygonJsonConverter))]
public sealed class Polygon
{
    private const double EdgeTolerance = 1e-12;

    public static readonly Polygon WholePicture = new([new(0, 0), new(1, 0), new(1, 1), new(0, 1)]);

    /// <exception cref="ArgumentException">Fewer than three corners, or a corner outside the picture.</exception>
    public Polygon(ImmutableArray<Point> corners)
    {
        if (corners.Length < 3)
        {
            throw new ArgumentException("a polygon needs at least three corners", nameof(corners));
        }

        if (corners.Any(corner => corner.X is not (>= 0 and <= 1) || corner.Y is not (>= 0 and <= 1)))
        {
            throw new ArgumentException("each corner is a fraction of the picture, from 0 to 1", nameof(corners));
        }

        Corners = corners;
    }

    public ImmutableArray<Point> Corners { get; }

    /// <summary>The smallest box around it.</summary>
    public Box Bounds => new(
        Corners.Min(corner => corner.X), Corners.Min(corner => corner.Y), Corners.Max(corner => corner.X), Corners.Max(corner => corner.Y));

    /// <summary>
    /// Whether the point lies inside or on an edge, by the even-odd rule (W. R. Franklin, PNPOLY). The edge counts: the
    /// feet of a person cut off by the picture's lower edge lie exactly on it, and so does the edge of a zone drawn down to there.
    /// </summary>
    public bool Contains(Point point)
    {
        var inside = false;
        for (int i = 0, j = Corners.Length - 1; i < Corners.Length; j = i++)
        {
            var (a, b) = (Corners[i], Corners[j]);
            if (IsBetween(a, b, point))
            {
                return true;
            }

            if (a.Y > point.Y != b.Y > point.Y && point.X < (b.X - a.X) * (point.Y - a.Y) / (b.Y - a.Y) + a.X)
            {
                inside = !inside;
            }
        }

        return inside;
    }

    private static bool IsBetween(Point a, Point b, Point point) =>
        Math.Abs((b.X - a.X) * (point.Y - a.Y) - (b.Y - a.Y) * (point.X - a.X)) <= EdgeTolerance
        && point.X >= Math.Min(a.X, b.X) && point.X <= Math.Max(a.X, b.X)
        && point.Y >= Math.Min(a.Y, b.Y) && point.Y <= Math.Max(a.Y, b.Y);
}

internal sealed class PolygonJsonConverter : JsonConverter<Polygon>
{
    public override Polygon Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var corners = JsonSerializer.Deserialize<double[][]>(ref reader, options) ?? [];
        if (corners.Any(corner => corner is not { Length: 2 }))
        {
            throw new JsonException("a corner is a pair [x, y]");
        }

        try
        {
            return new Polygon([.. corners.Select(corner => new Point(corner[0], corner[1]))]);
        }
        catch (ArgumentException error)
        {
            throw new JsonException(error.Message.Split(" (")[0], error);
        }
    }

    public override void Write(Utf8JsonWriter writer, Polygon value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Corners.Select(corner => new[] { corner.X, corner.Y }), options);
}
