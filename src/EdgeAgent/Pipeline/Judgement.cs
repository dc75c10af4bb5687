using System.Globalization;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Tracking;

namespace EdgeAgent.Pipeline;

/// <summary>What is made of one picture: the camera's areas, what is followed, and what is violated now.</summary>
public sealed record Judgement(
    IReadOnlyDictionary<string, Polygon> Zones, IReadOnlyList<Track> Tracks, IReadOnlyList<Violation> Violations)
{
    public static readonly Judgement Nothing = new(new Dictionary<string, Polygon>(), [], []);

    // An area's name stands at its highest corner, a track's above its box; no name hides a box.
    internal void DrawOn(Drawing drawing)
    {
        foreach (var (name, area) in Zones)
        {
            var isViolated = Violations.Any(violation => violation.Zone == name);
            var corner = area.Corners.MinBy(point => (point.Y, point.X));
            drawing.Outline(area, isViolated ? Drawing.Red : Drawing.Blue);
            drawing.Text(name, corner.X, corner.Y, isViolated ? Drawing.Red : Drawing.Blue);
        }

        var boxes = new List<(Box Box, OpenCvSharp.Scalar Colour)>();
        foreach (var track in Tracks)
        {
            var box = track.Box.Clip();
            var rules = Violations.Where(violation => violation.Boxes.Contains(box)).Select(violation => violation.Rule).Distinct().ToList();
            var colour = rules.Count > 0 ? Drawing.Red : Drawing.Green;
            drawing.Text(string.Join(' ', [.. rules, NameOf(track)]), box.Left, box.Top, colour);
            boxes.Add((box, colour));
        }

        boxes.ForEach(each => drawing.Box(each.Box, each.Colour));

        // What is wrong with the camera itself has no place in the picture.
        var whole = string.Join(' ', Violations.Where(violation => violation.Boxes.IsEmpty).Select(violation => violation.Rule));
        drawing.Text(whole, 0, 0, Drawing.Red);
    }

    private static string NameOf(Track track) => string.Create(CultureInfo.InvariantCulture, $"#{track.Id} {track.Label} {track.Confidence:0.00}");
}
