using EdgeAgent.Cameras;
using EdgeAgent.Detection;

namespace EdgeAgent.Commands.Benchmark;

/// <summary>What is measured.</summary>
/// <param name="Sub">File or rtsp:// address of every camera's sub stream.</param>
/// <param name="Main">rtsp:// address of every camera's main stream, which is recorded; null for none.</param>
/// <param name="Peer">Command line of another program that is measured on the same cameras; null for none.</param>
internal sealed record BenchLoad(int Cameras, TimeSpan Duration, string Sub, string? Main, ModelFolder Models, string? Peer)
{
    public bool IsLive => Sub.StartsWith("rtsp", StringComparison.Ordinal) && StreamAddress.Problem(Sub) is null;
}
