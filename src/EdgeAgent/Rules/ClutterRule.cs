namespace EdgeAgent.Rules;

/// <summary>Something stays on a bench that is to be clear.</summary>
public sealed class ClutterRule(RuleSettings settings) : LeftThingRule(settings);
