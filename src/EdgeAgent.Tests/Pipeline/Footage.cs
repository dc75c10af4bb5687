using System.Collections.Immutable;
using EdgeAgent.Cameras;
using EdgeAgent.Detection;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Tracking;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>What rules make of pictures, by the real way: picture, detector, tracker, rules, ledger.</summary>
internal static class Footage
{
    private const double FramesPerSecond = 5;

    /// <summary>As a camera's sensor in poor light, in grey levels; without any, the picture would count as frozen.</summary>
    public const double StrongNoise = 3;

    // The noise is the same in each run: what a test sees must not depend on what ran before it on the same thread.
    private const ulong Seed = 20260504;

    /// <param name="picture">The picture of a second, disposed here.</param>
    /// <param name="judge">Null where no rule needs one.</param>
    /// <param name="rejected">What has been found to be no violation; null for nothing.</param>
    /// <param name="noise">Standard deviation in grey levels.</param>
    /// <returns>Events of incidents; what is open at the end is closed.</returns>
    public static IReadOnlyList<Incident> Watch(
        IDetector detector, CameraOptions camera, RulesOptions rules, DateTimeOffset start, double seconds, Func<double, Mat> picture,
        PersonJudge? judge = null, Func<ImmutableArray<RejectedThing>>? rejected = null, double noise = StrongNoise)
    {
        var set = new RuleSet(camera, rules);
        var looks = judge is null ? null : LookTaker.For(camera.Id, set, judge, keys: null, new DetectionOptions());
        using var vision = new Vision(detector, set, new DetectionOptions(), new TrackingOptions(), looks, rejected ?? (() => []));
        var ledger = new IncidentLedger("site", camera.Id, set);
        var events = new List<Incident>();
        Cv2.SetTheRNG(Seed);
        for (var number = 0; number < seconds * FramesPerSecond; number++)
        {
            var at = start.AddSeconds(number / FramesPerSecond);
            using var drawn = picture(number / FramesPerSecond);
            AddNoise(drawn, noise);
            using var frame = Frame.FromBgr(drawn, at);
            events.AddRange(ledger.Fold(set.Evaluate(vision.Look(frame)), at));
        }

        return [.. events, .. ledger.Close()];
    }

    private static void AddNoise(Mat picture, double deviation)
    {
        using var noise = new Mat(picture.Size(), MatType.CV_16SC3);
        Cv2.Randn(noise, Scalar.All(0), Scalar.All(deviation));
        using var sum = new Mat();
        picture.ConvertTo(sum, MatType.CV_16SC3);
        Cv2.Add(sum, noise, sum);
        sum.ConvertTo(picture, MatType.CV_8UC3);
    }
}
