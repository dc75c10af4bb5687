using System.ComponentModel.DataAnnotations;
using EdgeAgent.Cameras;
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

        foreach (var (zone, member) in new[] { (rule.Zone, "zone"), (rule.Through, "through"), (rule.To, "to") }.Where(place => place.Item1.Length > 0))
        {
            foreach (var problem in NeededZone(options, rule, zone))
            {
                yield return new(problem, [$"rules.active[{index}].{member}"]);
            }
        }

        var watched = options.Cameras.Where(camera => RuleSet.Watches(rule, camera)).ToList();
        if (watched.Count == 0 && rule.Cameras.Count == 0 && rule.NeededZones.All(zone => AnyHas(options.Cameras, zone)))
        {
            yield return new($"one camera must see all of the zones {string.Join(", ", rule.NeededZones)}, and none does", [$"rules.active[{index}]"]);
        }

        foreach (var zone in rule.Quiet.Where(zone => watched.Count > 0 && !AnyHas(watched, zone)))
        {
            yield return new($"no camera that this rule watches has a zone \"{zone}\"; draw it in that camera's zones", [$"rules.active[{index}].quiet"]);
        }
    }

    private static IEnumerable<string> NeededZone(AgentOptions options, RuleOptions rule, string zone) =>
        rule.Cameras.Count == 0
            ? AnyHas(options.Cameras, zone) ? [] : [$"no camera has a zone \"{zone}\"; draw it in the zones of the camera that shows it"]
            : options.Cameras.Where(camera => rule.Cameras.Contains(camera.Id) && !camera.Zones.ContainsKey(zone))
                .Select(camera => $"camera \"{camera.Id}\" has no zone \"{zone}\"; draw it in that camera's zones");

    private static bool AnyHas(IEnumerable<CameraOptions> cameras, string zone) => cameras.Any(camera => camera.Zones.ContainsKey(zone));

    private static IEnumerable<ValidationResult> SameRules(AgentOptions options) =>
        from camera in options.Cameras
        from rule in options.Rules.Active.Select((rule, index) => (rule, index))
        where RuleSet.Watches(rule.rule, camera)
        group rule.index by (camera.Id, rule.rule.Rule, rule.rule.Zone) into same
        where same.Count() > 1
        select new ValidationResult(
            $"camera \"{same.Key.Id}\" has the rule \"{same.Key.Rule}\" twice for the same zone; give both spans in the hours of one, or draw the zone once more under another name",
            [$"rules.active[{same.Last()}]"]);
}
