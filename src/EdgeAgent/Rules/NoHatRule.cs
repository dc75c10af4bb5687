namespace EdgeAgent.Rules;

/// <summary>A person in the zone with nothing on the head.</summary>
public sealed class NoHatRule(RuleSettings settings) : JudgedRule(settings, "hat", "bare");
