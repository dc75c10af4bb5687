namespace EdgeAgent.Rules;

/// <summary>
/// A person at the dosing place at an hour in which dosing is not permitted. The permitted hours have a setting of their
/// own, so that <see cref="RuleSettings.Hours"/> mean the same for every rule: when it counts.
/// </summary>
public sealed class OutOfHoursDosingRule(RuleSettings settings) : ZoneRule(settings, "person")
{
    public override Violation? Evaluate(Moment moment) =>
        Settings.IsPermittedAt(moment.ClockTime) ? null : base.Evaluate(moment);
}
