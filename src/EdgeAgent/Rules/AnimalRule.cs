namespace EdgeAgent.Rules;

/// <summary>An animal in the zone.</summary>
public sealed class AnimalRule(RuleSettings settings) : ZoneRule(settings, "animal");
