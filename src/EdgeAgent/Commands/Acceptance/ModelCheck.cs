using EdgeAgent.Configuration;
using EdgeAgent.Detection;
using EdgeAgent.Rules;
using EdgeAgent.Video;
using Microsoft.Extensions.Logging.Abstractions;
using OpenCvSharp;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>Whether the detector's model is the right file, loads, works, and knows what the rules are about.</summary>
internal static class ModelCheck
{
    public static IEnumerable<CheckLine> Run(AgentOptions options, TimeProvider time)
    {
        var folder = new ModelFolder(options.Detection.ModelFolder);
        try
        {
            var manifest = folder.Manifest(options.Detection.Detector);
            var sha256 = folder.Sha256Of(manifest);
            return folder.State(manifest) switch
            {
                ModelState.Missing when manifest.Source is null => [CheckLine.Fail("models.ownMissing", ("file", folder.FileOf(manifest)))],
                ModelState.Missing => [CheckLine.Fail("models.missing", ("file", folder.FileOf(manifest)), ("folder", folder.Path))],
                ModelState.Different when manifest.Source is null => [CheckLine.Fail("models.ownDifferent", ("file", folder.FileOf(manifest)), ("sha256", sha256!), ("model", manifest.Name))],
                ModelState.Different => [CheckLine.Fail("models.different", ("file", folder.FileOf(manifest)), ("folder", folder.Path))],
                _ => [.. Try(folder, manifest, options, time), .. Unseen(manifest, options)],
            };
        }
        catch (ModelUnusableException error)
        {
            return [CheckLine.Fail("models.broken", ("reason", error.Message), ("folder", folder.Path))];
        }
    }

    /// <summary>Labels that rules wait for in vain.</summary>
    private static IEnumerable<CheckLine> Unseen(ModelManifest manifest, AgentOptions options) =>
        RuleSet.UnseenBy(manifest.Detector!.Reported, options.Cameras, options.Rules).Select(unseen => CheckLine.Warn(
            "models.blind", ("label", unseen.Key), ("rules", string.Join(", ", unseen.Value)), ("model", manifest.Name)));

    private static IEnumerable<CheckLine> Try(ModelFolder folder, ModelManifest manifest, AgentOptions options, TimeProvider time)
    {
        using var detector = OnnxDetector.Open(folder, manifest.Name, options.Detection.Threads);
        using var picture = new Mat(360, 640, MatType.CV_8UC3, Scalar.Gray);
        using var frame = Frame.FromBgr(picture, time.GetUtcNow());
        detector.Detect(frame); // the first one also prepares the session
        var begun = time.GetTimestamp();
        detector.Detect(frame);
        yield return CheckLine.Ok("models.ready", ("model", manifest.Title), ("milliseconds", time.GetElapsedTime(begun).TotalMilliseconds));
        if (options.Uplink.BlurFaces)
        {
            using var faces = FaceBlur.Open(detector, folder, NullLogger<FaceBlur>.Instance);
            begun = time.GetTimestamp();
            faces.Blur(picture);
            yield return CheckLine.Ok("models.blur", ("milliseconds", time.GetElapsedTime(begun).TotalMilliseconds));
        }
    }
}
