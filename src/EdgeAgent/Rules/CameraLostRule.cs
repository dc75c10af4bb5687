namespace EdgeAgent.Rules;

/// <summary>The camera gives no picture.</summary>
public sealed class CameraLostRule(RuleSettings settings) : IRule
{
    public RuleSettings Settings => settings;

    public RuleNeeds Needs => RuleNeeds.Nothing;

    public Violation? Evaluate(Moment moment) =>
        moment.IsLost && settings.CountsAt(moment.ClockTime) ? new Violation(settings.Rule, settings.ZoneName, [], 1) : null;
}
