namespace EdgeAgent.Commands.Benchmark;

/// <summary>What was measured. Cores are CPU seconds a second, for one camera; megabytes are of all together.</summary>
/// <param name="OnnxCores">What the agent's inferences cost in ONNX Runtime alone.</param>
/// <param name="Look">What a close look at one person costs, model by model.</param>
/// <param name="Ratio">The agent over ffmpeg and ONNX Runtime alone together.</param>
/// <param name="Dropped">Pictures that were left out during the measurement.</param>
/// <param name="Watching">Cameras that watched at the end.</param>
/// <param name="Restarts">Streams that were opened anew during the measurement.</param>
/// <param name="SlowestFramesPerSecond">Pictures worked on of the camera with the fewest.</param>
/// <param name="Latencies">Incidents whose way from capture to acknowledged publish was timed.</param>
/// <param name="Peer">Command line of another program that was measured on the same cameras; null for none.</param>
internal sealed record BenchReport(
    int Cameras,
    double Seconds,
    string Sub,
    string? Main,
    double AgentCores,
    double AgentMegabytes,
    double FfmpegCores,
    double FfmpegMegabytes,
    double OnnxCores,
    double OnnxMillisecondsAnInference,
    IReadOnlyList<LookShare> Look,
    double Ratio,
    double FramesPerSecond,
    double InferencesPerSecond,
    double Dropped,
    int Watching,
    double Restarts,
    double SlowestFramesPerSecond,
    double Latencies,
    double? MedianLatencyMilliseconds,
    string? Peer,
    double? PeerCores,
    double? PeerMegabytes)
{
    public string ToText(IFormatProvider format) => string.Create(format, $"""
        {Cameras} cameras for {Seconds:0} s, sub stream {Sub}{(Main is null ? "" : $", recorded from {Main}")}
                          core a camera   MB in all
        agent              {AgentCores,12:0.0000}   {AgentMegabytes,9:0}
        ffmpeg alone       {FfmpegCores,12:0.0000}   {FfmpegMegabytes,9:0}{PeerText(format)}
        ONNX Runtime alone {OnnxCores,12:0.0000}     ({OnnxMillisecondsAnInference:0.0} ms CPU an inference)
        a look at one person: {LookText(format)}
        agent / (ffmpeg + ONNX Runtime): {Ratio:0.00}
        a camera: {FramesPerSecond:0.00} pictures/s, {InferencesPerSecond:0.00} inferences/s; dropped in all: {Dropped:0}
        watching at the end: {Watching} of {Cameras}; streams opened anew meanwhile: {Restarts:0}; slowest camera: {SlowestFramesPerSecond:0.00} pictures/s
        capture to acknowledged publish: {(MedianLatencyMilliseconds is { } median ? $"median {median:0} ms of {Latencies:0}" : "no incident")}
        """);

    private string LookText(IFormatProvider format) => string.Create(format,
        $"{Look.Sum(share => share.All):0.0} ms CPU ({string.Join(" + ", Look.Select(share => share.ToText(format)))})");

    private string PeerText(IFormatProvider format) =>
        Peer is null ? "" : string.Create(format, $"\n{Peer.Split(' ')[0],-18} {PeerCores,12:0.0000}   {PeerMegabytes,9:0}");
}
