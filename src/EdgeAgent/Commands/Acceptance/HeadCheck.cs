using EdgeAgent.Cameras;
using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>Whether the models that judge persons are there and work, where any rule needs them.</summary>
internal static class HeadCheck
{
    private const int Runs = 3;

    public static IEnumerable<CheckLine> Run(IReadOnlyList<CameraOptions> cameras, RulesOptions rules, DetectionOptions detection)
    {
        var needed = RuleSet.HeadsOf(cameras, rules);
        if (!PersonJudge.LooksAtPersons(needed))
        {
            return [];
        }

        // What is taught on site is told beside its rule.
        var shipped = needed.Where(head => TeachableHead.Find(head) is { IsOnlyTaught: false }).Order(StringComparer.Ordinal).ToList();
        try
        {
            var look = LookCost.Measure(new ModelFolder(detection.ModelFolder), shipped, Runs);
            return [CheckLine.Ok("models.heads", ("count", look.Count), ("milliseconds", look.Sum(share => share.All)))];
        }
        catch (ModelUnusableException error)
        {
            return [CheckLine.Fail("models.headsBroken", ("reason", error.Message), ("folder", detection.ModelFolder))];
        }
    }
}
