using EdgeAgent.Cameras;

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
               select RuleCatalogue.Entry(rule.Rule).Create(RuleSettings.From(rule, camera, timeZone)),
        ];
    }

    public IReadOnlyList<IRule> Rules { get; }

    /// <summary>What any of the rules has to be told.</summary>
    public RuleNeeds Needs => new()
    {
        Labels = Rules.SelectMany(rule => rule.Needs.Labels).ToHashSet(),
        HelpfulLabels = Rules.SelectMany(rule => rule.Needs.HelpfulLabels).ToHashSet(),
        FaintLabels = Rules.SelectMany(rule => rule.Needs.FaintLabels).ToHashSet(),
        Heads = Rules.SelectMany(rule => rule.Needs.Heads).ToHashSet(),
        LeftThings = Rules.Any(rule => rule.Needs.LeftThings),
        Movement = Rules.Any(rule => rule.Needs.Movement),
        Activity = Rules.Any(rule => rule.Needs.Activity),
    };

    /// <summary>Heads that the rules of any of the cameras need.</summary>
    public static IReadOnlyCollection<string> HeadsOf(IEnumerable<CameraOptions> cameras, RulesOptions options) =>
        cameras.SelectMany(camera => new RuleSet(camera, options).Needs.Heads).ToHashSet();

    /// <summary>Labels that the cameras' rules need and that the detector never reports, each with the rules that are blind without it.</summary>
    /// <param name="labels">What the detector may report.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> UnseenBy(
        IEnumerable<string> labels, IEnumerable<CameraOptions> cameras, RulesOptions options) =>
        cameras.SelectMany(camera => new RuleSet(camera, options).Rules)
            .SelectMany(rule => rule.Needs.Labels.Except(labels), (rule, label) => (Label: label, rule.Settings.Rule))
            .Distinct()
            .GroupBy(need => need.Label, need => need.Rule)
            .ToDictionary(needs => needs.Key, IReadOnlyList<string> (needs) => [.. needs]);

    /// <summary>A rule without a list of cameras watches all those that have its zones.</summary>
    public static bool Watches(RuleOptions rule, CameraOptions camera) =>
        rule.Cameras.Count == 0
            ? rule.NeededZones.All(camera.Zones.ContainsKey)
            : rule.Cameras.Contains(camera.Id);

    public IReadOnlyList<Violation> Evaluate(Moment moment) =>
        [.. Rules.Select(rule => rule.Evaluate(moment.Outside(rule.Settings.Quiet).WithoutRejected(rule.Settings.Rule))).OfType<Violation>()];
}
