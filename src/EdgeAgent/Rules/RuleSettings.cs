using System.Collections.Immutable;
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
    private const double DefaultConfidence = 0.5;

    public bool CountsAt(DateTimeOffset at) =>
        Hours.IsEmpty || Hours.Any(hours => hours.Contains(TimeZoneInfo.ConvertTime(at, TimeZone)));

    internal static RuleSettings From(RuleOptions options, Polygon zone, TimeZoneInfo timeZone)
    {
        var entry = RuleCatalogue.Entry(options.Rule);
        return new RuleSettings(
            options.Rule,
            options.Zone,
            zone,
            [.. options.Hours],
            timeZone,
            TimeSpan.FromSeconds(options.HoldSeconds ?? entry.Hold),
            TimeSpan.FromSeconds(options.CoolDownSeconds ?? entry.CoolDown),
            options.MinimumConfidence ?? DefaultConfidence,
            options.Severity ?? entry.Severity);
    }
}
