using EdgeAgent.Detection;

namespace EdgeAgent.Commands.Benchmark;

/// <summary>The other floor: ONNX Runtime alone on the detector's model.</summary>
internal static class OnnxFloor
{
    private const int WarmUpRuns = 10;
    private const int Runs = 100;
    private const string Detector = "nanodet";

    /// <summary>CPU seconds of one inference, with one thread.</summary>
    public static double CpuSecondsOfOne(ModelFolder models)
    {
        var manifest = models.Manifest(Detector);
        using var session = new OnnxSession(models.FileOf(manifest), manifest, threads: 1);
        return ProcessorTime.OfOne(session.Run, WarmUpRuns, Runs).TotalSeconds;
    }
}
