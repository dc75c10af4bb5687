using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeAgent.Rules;

/// <summary>What counts as a violation in this workshop.</summary>
public sealed record RulesOptions : IValidatableObject
{
    [Required, Description("Time zone of the opening hours, e.g. Asia/Shanghai.")]
    public string TimeZone { get; init; } = "Asia/Shanghai";

    [Description("The rules that are on.")]
    public IReadOnlyList<RuleOptions> Active { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return new($"{TimeZone} is not a time zone of this system", [nameof(TimeZone)]);
        }
    }
}

/// <summary>One rule at one place. What is left out has the rule's own default.</summary>
public sealed record RuleOptions : IValidatableObject
{
    [Required, Description("Id of the rule: no_mask, no_hat, no_gloves, no_workwear, animal, intrusion, camera_lost, camera_frozen, camera_covered, camera_moved or camera_dark.")]
    public string Rule { get; init; } = "";

    [Description("Ids of the cameras it watches; empty for all.")]
    public IReadOnlyList<string> Cameras { get; init; } = [];

    [Description("Name of the zone it watches, as the cameras name it; empty for the whole picture.")]
    public string Zone { get; init; } = "";

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

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Rule.Length > 0 && !RuleCatalogue.Ids.Contains(Rule))
        {
            yield return new($"\"{Rule}\" is no rule; there are {string.Join(", ", RuleCatalogue.Ids)}", [nameof(Rule)]);
        }
    }
}
