using System.ComponentModel.DataAnnotations;
using EdgeAgent.Rules;

namespace EdgeAgent.Configuration;

/// <summary>Checks what one section says of another.</summary>
internal static class CrossReferences
{
    /// <summary>The sections that are compared.</summary>
    public static readonly IReadOnlyList<string> Sections = ["cameras", "rules"];

    public static IEnumerable<ValidationResult> Check(AgentOptions options) =>
        [.. SameIds(options), .. options.Rules.Active.SelectMany((rule, index) => Rule(options, rule, index)), .. SameRules(options)];

    private static IEnumerable<ValidationResult> SameIds(AgentOptions options) =>
        from camera in options.Cameras.Select((camera, index) => (camera.Id, Index: index))
        where camera.Id.Length > 0
        group camera.Index by camera.Id into same
        where same.Count() > 1
        select new ValidationResult($"\"{same.Key}\" is used by another camera too; ids must be unique", [$"cameras[{same.Last()}].id"]);

    private static IEnumerable<ValidationResult> Rule(AgentOptions options, RuleOptions rule, int index)
    {
        foreach (var id in rule.Cameras.Where(id => options.Cameras.All(camera => camera.Id != id)))
        {
            yield return new($"\"{id}\" is no camera of this file", [$"rules.active[{index}].cameras"]);
        }

        if (rule.Zone.Length == 0)
        {
            yield break;
        }

        var lacking = options.Cameras.Where(camera => rule.Cameras.Contains(camera.Id) && !camera.Zones.ContainsKey(rule.Zone)).ToList();
        foreach (var camera in lacking)
        {
            yield return new($"camera \"{camera.Id}\" has no zone \"{rule.Zone}\"", [$"rules.active[{index}].zone"]);
        }

        if (rule.Cameras.Count == 0 && options.Cameras.All(camera => !camera.Zones.ContainsKey(rule.Zone)))
        {
            yield return new($"no camera has a zone \"{rule.Zone}\"", [$"rules.active[{index}].zone"]);
        }
    }

    private static IEnumerable<ValidationResult> SameRules(AgentOptions options) =>
        from camera in options.Cameras
        from rule in options.Rules.Active.Select((rule, index) => (rule, index))
        where RuleSet.Watches(rule.rule, camera)
        group rule.index by (camera.Id, rule.rule.Rule, rule.rule.Zone) into same
        where same.Count() > 1
        select new ValidationResult(
            $"camera \"{same.Key.Id}\" has the rule \"{same.Key.Rule}\" twice for the same zone; give both spans in the hours of one",
            [$"rules.active[{same.Last()}]"]);
}
