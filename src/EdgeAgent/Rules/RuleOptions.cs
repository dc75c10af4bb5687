using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeAgent.Rules;

/// <summary>One rule at one place. What is left out has the rule's own default.</summary>
public sealed record RuleOptions : IValidatableObject
{
    [Required, Description("Id of the rule, e.g. animal or intrusion; docs/rules.md has them all.")]
    public string Rule { get; init; } = "";

    [Description("Ids of the cameras it watches; empty for all that have its zones.")]
    public IReadOnlyList<string> Cameras { get; init; } = [];

    [Description("Name of the zone it watches, as the cameras name it; empty for the whole picture.")]
    public string Zone { get; init; } = "";

    [Description("Names of zones in which this rule is deaf: what has its middle there never counts, e.g. a poster of a face or a mop in its corner.")]
    public IReadOnlyList<string> Quiet { get; init; } = [];

    [Description("Local hours in which it counts, e.g. \"22:00-06:00\" or \"mon-fri 08:00-17:00\"; empty for always.")]
    public IReadOnlyList<Hours> Hours { get; init; } = [];

    [Range(0, 86400), Description("Seconds that it must last before an incident opens.")]
    public double? HoldSeconds { get; init; }

    [Range(0.5, 86400), Description("Seconds without it after which the incident closes; a return before continues the same incident.")]
    public double? CoolDownSeconds { get; init; }

    [Range(0.05, 1), Description("How certain the detection must be.")]
    public double? MinimumConfidence { get; init; }

    [Description("How much it matters.")]
    public Severity? Severity { get; init; }

    [Description("cross_contamination: name of the zone where hands are washed, on the way from zone to the zone named by to.")]
    public string Through { get; init; } = "";

    [Description("cross_contamination: name of the zone that nobody may come into from zone without washing hands.")]
    public string To { get; init; } = "";

    [Range(0.5, 600), Description("cross_contamination: seconds that the stay at the wash place must last, all in all; 5 if left out.")]
    public double? StaySeconds { get; init; }

    [Description("foreign_container: kinds of containers that belong there, e.g. bowl.")]
    public IReadOnlyList<string> Allowed { get; init; } = [];

    [Description("out_of_hours_dosing: local hours in which dosing is permitted, e.g. \"05:00-09:00\".")]
    public IReadOnlyList<Hours> PermittedHours { get; init; } = [];

    [Description("unattended_fire: local hours in which the fire burns although it cannot be seen, e.g. \"05:00-17:00\"; outside them what flickers or steams counts.")]
    public IReadOnlyList<Hours> BurningHours { get; init; } = [];

    /// <summary>Zones that a camera must have for the rule to watch it.</summary>
    internal IEnumerable<string> NeededZones => new[] { Zone, Through, To }.Where(zone => zone.Length > 0);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Rule.Length == 0 ? []
        : RuleCatalogue.Ids.Contains(Rule) ? RuleOptionsCheck.Run(this)
        : [new($"\"{Rule}\" is no rule; there are {string.Join(", ", RuleCatalogue.Ids)}", [nameof(Rule)])];
}
