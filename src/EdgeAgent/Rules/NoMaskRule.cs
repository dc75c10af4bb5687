namespace EdgeAgent.Rules;

/// <summary>A person in the zone without a mask, or with one that does not cover mouth and nose.</summary>
public sealed class NoMaskRule(RuleSettings settings) : JudgedRule(settings, "mask", "no_mask");
