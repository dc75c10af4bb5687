namespace EdgeAgent.Rules;

/// <summary>A bin does not look as it does when it is closed: its lid is up, or something stands out of it.</summary>
public sealed class BinOpenRule(RuleSettings settings) : LeftThingRule(settings);
