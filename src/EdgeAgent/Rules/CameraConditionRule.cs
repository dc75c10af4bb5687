using EdgeAgent.Video;

namespace EdgeAgent.Rules;

/// <summary>The camera gives pictures, but they do not show what they are meant to show.</summary>
public sealed class CameraConditionRule(RuleSettings settings, PictureCondition condition) : IRule
{
    public RuleSettings Settings => settings;

    public RuleNeeds Needs => RuleNeeds.Nothing;

    public Violation? Evaluate(Moment moment) =>
        !moment.IsLost && moment.Condition == condition && settings.CountsAt(moment.ClockTime)
            ? new Violation(settings.Rule, settings.ZoneName, [], 1)
            : null;
}
