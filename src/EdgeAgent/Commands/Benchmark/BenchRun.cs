namespace EdgeAgent.Commands.Benchmark;

/// <summary>Measures the agent and its floors one after another on the same load.</summary>
internal static class BenchRun
{
    private const int LookRuns = 50;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    public static async Task<BenchReport> RunAsync(
        BenchLoad load, BenchFolder folder, Action<string> progress, CancellationToken cancellationToken)
    {
        var each = (WarmUp + load.Duration).TotalSeconds;
        var steps = load.Peer is null ? 3 : 4;
        progress($"1/{steps} ONNX Runtime alone");
        var inference = OnnxFloor.CpuSecondsOfOne(load.Models);
        var look = LookCost.Measure(load.Models, ["mask", "hat", "gloves"], LookRuns);
        progress($"2/{steps} ffmpeg alone, {load.Cameras} cameras, {each:0} s");
        var ffmpeg = await FfmpegFloor.MeasureAsync(load, folder, WarmUp, cancellationToken);
        var peer = load.Peer is { } other ? await MeasureAsync(other) : null;
        progress($"{steps}/{steps} the agent, {load.Cameras} cameras, {each:0} s");
        var agent = await AgentRun.MeasureAsync(load, folder, WarmUp, cancellationToken);

        var onnxCores = inference * agent.Inferences / load.Duration.TotalSeconds;
        return new BenchReport(
            load.Cameras,
            load.Duration.TotalSeconds,
            load.Sub,
            load.Main,
            agent.Used.Cores / load.Cameras,
            agent.Used.Megabytes,
            ffmpeg.Cores / load.Cameras,
            ffmpeg.Megabytes,
            onnxCores / load.Cameras,
            inference * 1000,
            look,
            agent.Used.Cores / (ffmpeg.Cores + onnxCores),
            agent.Frames / load.Cameras / load.Duration.TotalSeconds,
            agent.Inferences / load.Cameras / load.Duration.TotalSeconds,
            agent.Dropped,
            agent.Watching,
            agent.Restarts,
            agent.FewestFrames / load.Duration.TotalSeconds,
            agent.Latencies,
            agent.MedianLatencySeconds * 1000,
            load.Peer,
            peer?.Cores / load.Cameras,
            peer?.Megabytes);

        Task<Measurement> MeasureAsync(string commandLine)
        {
            progress($"3/{steps} {commandLine}, {each:0} s");
            return PeerRun.MeasureAsync(commandLine, load, WarmUp, cancellationToken);
        }
    }
}
