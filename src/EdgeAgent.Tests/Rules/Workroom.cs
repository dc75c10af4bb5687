using EdgeAgent.Cameras;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Tracking;

namespace EdgeAgent.Tests.Rules;

/// <summary>A room with the places that rules about ways and additions watch, from left to right, and who and what is there.</summary>
internal static class Workroom
{
    public const double Raw = 0.1;
    public const double Between = 0.3;
    public const double Wash = 0.5;
    public const double Cooked = 0.9;

    public static readonly CameraOptions Camera = new()
    {
        Id = "kitchen",
        SubStream = "rtsp://127.0.0.1/sub",
        Zones = new Dictionary<string, Polygon>
        {
            ["raw"] = Strip(0, 0.2),
            ["wash"] = Strip(0.4, 0.6),
            ["cooked"] = Strip(0.8, 1),
            ["mixing"] = Strip(0.4, 0.6),
            ["poster"] = new([new(0, 0), new(0.3, 0), new(0.3, 0.4), new(0, 0.4)]),
        },
    };

    public static RuleSet Rules(params RuleOptions[] active) => new(Camera, new RulesOptions { TimeZone = "UTC", Active = active });

    public static Track Person(long id, double x, double foot = 0.9, double confidence = 0.8) =>
        Thing("person", id, Box.Around(new Point(x, foot - 0.2), 0.1, 0.4), confidence);

    public static Track Thing(string label, long id, Box box, double confidence = 0.6) =>
        new(id, label, box, confidence, Scene.Noon, Scene.Noon);

    public static DateTimeOffset At(double seconds) => Scene.Noon.AddSeconds(seconds);

    /// <summary>Whether the rules say anything at that second of what is in sight.</summary>
    public static Violation? Look(this RuleSet rules, double second, params Track[] tracks) =>
        rules.Evaluate(new Moment(At(second), tracks)).SingleOrDefault();

    private static Polygon Strip(double left, double right) => new([new(left, 0), new(right, 0), new(right, 1), new(left, 1)]);
}
