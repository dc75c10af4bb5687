using EdgeAgent.Cameras;
using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Geometry;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Tracking;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>Whether the models that judge persons are there and work, where any rule needs them.</summary>
internal static class HeadCheck
{
    public static IEnumerable<CheckLine> Run(IReadOnlyList<CameraOptions> cameras, RulesOptions rules, DetectionOptions detection, TimeProvider time)
    {
        // What is taught on site is told beside its rule.
        var heads = RuleSet.HeadsOf(cameras, rules).Where(head => TeachableHead.Find(head) is not { IsOnlyTaught: true }).ToList();
        if (heads.Count == 0)
        {
            return [];
        }

        try
        {
            using var judge = PersonJudge.Open(new ModelFolder(detection.ModelFolder), heads);
            using var picture = new Mat(1080, 1920, MatType.CV_8UC3, Scalar.Gray);
            using var frame = Frame.FromBgr(picture, time.GetUtcNow());
            var person = new Track(1, "person", new Box(0.4, 0.2, 0.6, 0.9), 1, frame.CapturedAt, frame.CapturedAt);
            judge.Judge("check", frame, [person], heads); // the first one also prepares the sessions
            var begun = time.GetTimestamp();
            judge.Judge("check", frame, [person], heads);
            return [CheckLine.Ok(
                "models.heads", ("heads", string.Join(", ", heads.Order(StringComparer.Ordinal))), ("milliseconds", time.GetElapsedTime(begun).TotalMilliseconds))];
        }
        catch (ModelUnusableException error)
        {
            return [CheckLine.Fail("models.headsBroken", ("reason", error.Message), ("folder", detection.ModelFolder))];
        }
    }
}
