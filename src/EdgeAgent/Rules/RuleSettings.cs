using System.Collections.Immutable;
using EdgeAgent.Cameras;
using EdgeAgent.Geometry;

namespace EdgeAgent.Rules;

/// <summary>A rule at one place on one camera, with every default filled in.</summary>
/// <param name="ZoneName">Empty for the whole picture.</param>
/// <param name="Hours">Empty for always.</param>
public sealed record RuleSettings(
    string Rule,
    string ZoneName,
    Polygon Zone,
    ImmutableArray<Hours> Hours,
    TimeZoneInfo TimeZone,
    TimeSpan Hold,
    TimeSpan CoolDown,
    double MinimumConfidence,
    Severity Severity)
{
    private const double DefaultStay = 5;

    /// <summary>Where the rule is deaf.</summary>
    public ImmutableArray<Polygon> Quiet { get; init; } = [];

    /// <summary>Where hands are washed; the whole picture for a rule that has no such place.</summary>
    public Polygon Through { get; init; } = Polygon.WholePicture;

    /// <summary>Where nobody may come to from <see cref="Zone"/> unwashed; the whole picture for a rule that has no such place.</summary>
    public Polygon To { get; init; } = Polygon.WholePicture;

    /// <summary>How long washing takes at least.</summary>
    public TimeSpan Stay { get; init; }

    /// <summary>Labels that belong into the zone.</summary>
    public ImmutableHashSet<string> Allowed { get; init; } = [];

    /// <summary>Empty for never.</summary>
    public ImmutableArray<Hours> PermittedHours { get; init; } = [];

    /// <summary>Empty for never.</summary>
    public ImmutableArray<Hours> BurningHours { get; init; } = [];

    public bool CountsAt(DateTimeOffset at) => Hours.IsEmpty || IsWithin(Hours, at);

    public bool IsPermittedAt(DateTimeOffset at) => IsWithin(PermittedHours, at);

    public bool BurnsAt(DateTimeOffset at) => IsWithin(BurningHours, at);

    /// <param name="camera">Has the zones that the rule needs.</param>
    internal static RuleSettings From(RuleOptions options, CameraOptions camera, TimeZoneInfo timeZone)
    {
        var entry = RuleCatalogue.Entry(options.Rule);
        Polygon Zone(string name) => name.Length == 0 ? Polygon.WholePicture : camera.Zones[name];
        return new RuleSettings(
            options.Rule,
            options.Zone,
            Zone(options.Zone),
            [.. options.Hours],
            timeZone,
            TimeSpan.FromSeconds(options.HoldSeconds ?? entry.Hold),
            TimeSpan.FromSeconds(options.CoolDownSeconds ?? entry.CoolDown),
            options.MinimumConfidence ?? entry.MinimumConfidence,
            options.Severity ?? entry.Severity)
        {
            Quiet = [.. options.Quiet.Where(camera.Zones.ContainsKey).Select(Zone)],
            Through = Zone(options.Through),
            To = Zone(options.To),
            Stay = TimeSpan.FromSeconds(options.StaySeconds ?? DefaultStay),
            Allowed = [.. options.Allowed],
            PermittedHours = [.. options.PermittedHours],
            BurningHours = [.. options.BurningHours],
        };
    }

    private bool IsWithin(ImmutableArray<Hours> spans, DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, TimeZone);
        return spans.Any(hours => hours.Contains(local));
    }
}
