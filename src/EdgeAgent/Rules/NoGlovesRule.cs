namespace EdgeAgent.Rules;

/// <summary>A person in the zone with a bare hand.</summary>
public sealed class NoGlovesRule(RuleSettings settings) : JudgedRule(settings, "gloves", "bare_hand");
