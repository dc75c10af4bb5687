namespace EdgeAgent.Rules;

/// <summary>A person in the zone while the workshop is closed.</summary>
public sealed class IntrusionRule(RuleSettings settings) : ZoneRule(settings, "person");
