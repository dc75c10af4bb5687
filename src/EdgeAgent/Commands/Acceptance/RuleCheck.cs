using EdgeAgent.Configuration;
using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Rules;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>Whether anything would ever be reported, and what still has to be taught.</summary>
internal static class RuleCheck
{
    private const string CameraLost = "camera_lost";

    public static IEnumerable<CheckLine> Run(AgentOptions options)
    {
        var rules = options.Rules;
        if (rules.Active.Count == 0)
        {
            return [CheckLine.Warn("rules.none")];
        }

        var ids = string.Join(", ", rules.Active.Select(rule => rule.Rule).Distinct());
        var active = CheckLine.Ok("rules.active", ("count", rules.Active.Count), ("rules", ids));
        return
        [
            active,
            .. rules.Active.Any(rule => rule.Rule == CameraLost) ? [] : new[] { CheckLine.Warn("rules.noCameraLost") },
            .. Untaught(options),
        ];
    }

    private static IEnumerable<CheckLine> Untaught(AgentOptions options)
    {
        using var taught = new TaughtHeads(
            Path.Combine(options.Storage.Folder, TaughtHeads.FolderName), new ModelFolder(options.Detection.ModelFolder));
        foreach (var head in RuleSet.HeadsOf(options.Cameras, options.Rules).Select(TeachableHead.Find).OfType<TeachableHead>())
        {
            if (taught.Problem(head.Name) is { } problem)
            {
                yield return CheckLine.Fail("rules.taughtUnusable", ("part", head.Judges), ("head", head.Name), ("reason", problem));
            }
            else if (head.IsNothingUntaught && taught.Find(head.Name) is null)
            {
                yield return CheckLine.Warn("rules.notTaught", ("part", head.Judges));
            }
        }
    }
}
