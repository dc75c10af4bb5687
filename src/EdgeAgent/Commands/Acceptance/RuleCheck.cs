using EdgeAgent.Rules;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>Whether anything would ever be reported.</summary>
internal static class RuleCheck
{
    private const string CameraLost = "camera_lost";

    public static IEnumerable<CheckLine> Run(RulesOptions rules)
    {
        if (rules.Active.Count == 0)
        {
            return [CheckLine.Warn("rules.none")];
        }

        var ids = string.Join(", ", rules.Active.Select(rule => rule.Rule).Distinct());
        var active = CheckLine.Ok("rules.active", ("count", rules.Active.Count), ("rules", ids));
        return rules.Active.Any(rule => rule.Rule == CameraLost) ? [active] : [active, CheckLine.Warn("rules.noCameraLost")];
    }
}
