using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace EdgeAgent.Rules;

/// <summary>Checks that a rule has what it cannot do without, and nothing that belongs to other rules.</summary>
internal static class RuleOptionsCheck
{
    /// <param name="rule">Of an id that the catalogue has.</param>
    public static IEnumerable<ValidationResult> Run(RuleOptions rule)
    {
        var entry = RuleCatalogue.Entry(rule.Rule);
        if (entry.NeedsZone && rule.Zone.Length == 0)
        {
            yield return new($"is missing: {rule.Rule} watches an area; draw one in the camera's zones and name it here", [nameof(rule.Zone)]);
        }

        if (!entry.HasPlace && rule.Quiet.Count > 0)
        {
            yield return new($"does not belong to {rule.Rule}, which has no place in the picture; leave it out", [nameof(rule.Quiet)]);
        }

        foreach (var (name, isGiven) in OfSomeRules(rule))
        {
            if (isGiven && !entry.Demands.Contains(name) && !entry.Takes.Contains(name))
            {
                yield return new($"does not belong to {rule.Rule}; leave it out", [name]);
            }
            else if (!isGiven && entry.Demands.Contains(name))
            {
                yield return new($"is missing; {rule.Rule} cannot do without it ({Describe(name)})", [name]);
            }
        }

        if (rule.Allowed.Except(entry.Allowable).FirstOrDefault() is { } unknown && entry.Takes.Contains(nameof(rule.Allowed)))
        {
            yield return new($"\"{unknown}\" is nothing that {rule.Rule} looks for; there are {string.Join(", ", entry.Allowable)}", [nameof(rule.Allowed)]);
        }

        if (rule.NeededZones.Distinct().Count() < rule.NeededZones.Count())
        {
            yield return new("names a zone twice; zone, through and to are three areas", [nameof(rule.Zone)]);
        }
    }

    private static IEnumerable<(string Name, bool IsGiven)> OfSomeRules(RuleOptions rule) =>
    [
        (nameof(rule.Through), rule.Through.Length > 0),
        (nameof(rule.To), rule.To.Length > 0),
        (nameof(rule.StaySeconds), rule.StaySeconds is not null),
        (nameof(rule.Allowed), rule.Allowed.Count > 0),
        (nameof(rule.PermittedHours), rule.PermittedHours.Count > 0),
        (nameof(rule.BurningHours), rule.BurningHours.Count > 0),
    ];

    private static string Describe(string name) =>
        typeof(RuleOptions).GetProperty(name)!.GetCustomAttribute<DescriptionAttribute>()!.Description;
}
