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
