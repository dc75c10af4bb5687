using System.Globalization;
using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Rules;

namespace EdgeAgent.Pipeline;

/// <summary>On which model each rule of a camera rests: on a head where one judges, else on the detector where it names things.</summary>
internal sealed class RuleModels(RuleSet rules, DetectionOptions detection, TaughtHeads taught)
{
    private const int VersionDigits = 12;

    private readonly ModelFolder folder = new(detection.ModelFolder);
    private readonly Dictionary<string, ModelVersion> shipped = [];

    /// <returns>Null where the rule rests on none, or is none of this camera.</returns>
    public ModelVersion? Of(string rule)
    {
        if (rules.Rules.FirstOrDefault(each => each.Settings.Rule == rule)?.Needs is not { } needs)
        {
            return null;
        }

        // A sign of smoking is a rule of thumb on the person's pose.
        return needs.Heads.FirstOrDefault() switch
        {
            SmokingSign.Name => Shipped(PoseEstimator.ModelName),
            { } head when taught.Model(head) is { } model => new(head, string.Create(CultureInfo.InvariantCulture, $"taught-{model.Version}")),
            { } head when TeachableHead.Find(head) is { IsNothingUntaught: true } => null,
            { } head when TeachableHead.Find(head) is not { IsOnlyTaught: true } => Shipped(head),
            _ => needs.Labels.Count > 0 ? Shipped(detection.Detector) : null,
        };
    }

    private ModelVersion Shipped(string name)
    {
        if (!shipped.TryGetValue(name, out var version))
        {
            shipped[name] = version = new ModelVersion(name, folder.Manifest(name).Sha256[..VersionDigits]);
        }

        return version;
    }
}
