namespace EdgeAgent.Rules;

/// <summary>
/// Decides whether one moment breaks a rule. It sees no pixels, disk, network or clock. One instance serves one camera,
/// whose moments it gets in order, so that it may remember.
/// </summary>
public interface IRule
{
    RuleSettings Settings { get; }

    /// <summary>What it has to be told of each moment.</summary>
    RuleNeeds Needs { get; }

    /// <summary>The violation of this moment, or null.</summary>
    Violation? Evaluate(Moment moment);
}
