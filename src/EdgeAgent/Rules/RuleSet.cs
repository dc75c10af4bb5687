using EdgeAgent.Cameras;
using EdgeAgent.Geometry;

namespace EdgeAgent.Rules;

/// <summary>The rules of one camera.</summary>
public sealed class RuleSet
{
    public RuleSet(CameraOptions camera, RulesOptions options)
    {
        var timeZone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);
        Rules =
        [
            .. from rule in options.Active
               where Watches(rule, camera)
               let zone = rule.Zone.Length == 0 ? Polygon.WholePicture : camera.Zones[rule.Zone]
               select RuleCatalogue.Entry(rule.Rule).Create(RuleSettings.From(rule, zone, timeZone)),
        ];
    }

    public IReadOnlyList<IRule> Rules { get; }

    /// <summary>What any of the rules has to be told.</summary>
    public RuleNeeds Needs => new()
    {
        Labels = Rules.SelectMany(rule => rule.Needs.Labels).ToHashSet(),
        Heads = Rules.SelectMany(rule => rule.Needs.Heads).ToHashSet(),
        LeftThings = Rules.Any(rule => rule.Needs.LeftThings),
        Movement = Rules.Any(rule => rule.Needs.Movement),
        Activity = Rules.Any(rule => rule.Needs.Activity),
    };

    /// <summary>A rule without a list of cameras watches all those that have its zone.</summary>
    public static bool Watches(RuleOptions rule, CameraOptions camera) =>
        rule.Cameras.Count == 0
            ? rule.Zone.Length == 0 || camera.Zones.ContainsKey(rule.Zone)
            : rule.Cameras.Contains(camera.Id);

    public IReadOnlyList<Violation> Evaluate(Moment moment) =>
        [.. Rules.Select(rule => rule.Evaluate(moment)).OfType<Violation>()];
}
