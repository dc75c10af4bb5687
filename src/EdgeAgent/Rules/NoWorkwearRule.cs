namespace EdgeAgent.Rules;

/// <summary>A person in the zone without the workwear that was taught on site.</summary>
public sealed class NoWorkwearRule(RuleSettings settings) : JudgedRule(settings, "workwear", "other");
