using EdgeAgent.Detection;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>Whether the detector's model is the right file, loads and works.</summary>
internal static class ModelCheck
{
    public static IEnumerable<CheckLine> Run(DetectionOptions options, TimeProvider time)
    {
        var folder = new ModelFolder(options.ModelFolder);
        try
        {
            var manifest = folder.Manifest(options.Detector);
            var state = folder.State(manifest);
            if (state != ModelState.Ready)
            {
                return [CheckLine.Fail(state == ModelState.Missing ? "models.missing" : "models.different", ("file", folder.FileOf(manifest)), ("folder", folder.Path))];
            }

            using var detector = OnnxDetector.Open(folder, options.Detector, options.Threads);
            using var picture = new Mat(360, 640, MatType.CV_8UC3, Scalar.Gray);
            using var frame = Frame.FromBgr(picture, time.GetUtcNow());
            detector.Detect(frame); // the first one also prepares the session
            var begun = time.GetTimestamp();
            detector.Detect(frame);
            return [CheckLine.Ok("models.ready", ("model", manifest.Title), ("milliseconds", time.GetElapsedTime(begun).TotalMilliseconds))];
        }
        catch (ModelUnusableException error)
        {
            return [CheckLine.Fail("models.broken", ("reason", error.Message), ("folder", folder.Path))];
        }
    }
}
