using System.Globalization;
using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Rules;

namespace EdgeAgent.Pipeline;

/// <summary>
/// On which model each rule of a camera rests: on a head where one judges, else on the detector where it names things. What
/// the manifests say is read once, with the models.
/// </summary>
internal sealed class RuleModels
{
    private const int VersionDigits = 12;

    private readonly TaughtHeads taught;
    private readonly Dictionary<string, (string? Head, ModelVersion? Shipped)> byRule;

    /// <exception cref="ModelUnusableException">A manifest is missing or wrong.</exception>
    public RuleModels(RuleSet rules, DetectionOptions detection, TaughtHeads taught)
    {
        this.taught = taught;
        var folder = new ModelFolder(detection.ModelFolder);
        byRule = rules.Rules.DistinctBy(rule => rule.Settings.Rule).ToDictionary(
            rule => rule.Settings.Rule,
            rule => (rule.Needs.Heads.FirstOrDefault(), ShippedOf(rule.Needs, detection.Detector) is { } name
                ? new ModelVersion(name, folder.Manifest(name).Sha256[..VersionDigits])
                : null));
    }

    /// <returns>Null where the rule rests on none, or is none of this camera.</returns>
    public ModelVersion? Of(string rule) => !byRule.TryGetValue(rule, out var model) ? null
        : model.Head is { } head && taught.Model(head) is { } own ? new(head, string.Create(CultureInfo.InvariantCulture, $"taught-{own.Version}"))
        : model.Shipped;

    // A sign of smoking is a rule of thumb on the person's pose.
    private static string? ShippedOf(RuleNeeds needs, string detector) => needs.Heads.FirstOrDefault() switch
    {
        SmokingSign.Name => PoseEstimator.ModelName,
        { } head when TeachableHead.Find(head) is { IsNothingUntaught: true } => null,
        { } head when TeachableHead.Find(head) is not { IsOnlyTaught: true } => head,
        _ => needs.Labels.Count > 0 ? detector : null,
    };
}
