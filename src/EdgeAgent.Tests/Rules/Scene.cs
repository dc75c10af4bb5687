using EdgeAgent.Cameras;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Tracking;

namespace EdgeAgent.Tests.Rules;

/// <summary>A camera with a zone along the floor, and what stands before it.</summary>
internal static class Scene
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public static readonly CameraOptions Kitchen = new()
    {
        Id = "kitchen",
        SubStream = "rtsp://127.0.0.1/sub",
        Zones = new Dictionary<string, Polygon> { ["floor"] = new([new(0, 0.5), new(1, 0.5), new(1, 1), new(0, 1)]) },
    };

    public static RuleSet Rules(params RuleOptions[] active) => new(Kitchen, new RulesOptions { TimeZone = "UTC", Active = active });

    public static Track Standing(string label, Point foot, double confidence = 0.8) => new(
        1, label, new Box(foot.X - 0.1, foot.Y - 0.3, foot.X + 0.1, foot.Y), confidence, Noon, Noon);

    public static Violation Seen(string rule, string zone = "", double confidence = 0.8) =>
        new(rule, zone, [new Box(0.1, 0.1, 0.3, 0.6)], confidence);
}
