using System.Diagnostics;
using System.Text.Json;
using EdgeAgent.Uplink;

namespace EdgeAgent.Commands.Benchmark;

/// <summary>The agent itself as a process of its own, with a broker that acknowledges at once.</summary>
internal static class AgentRun
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    public static async Task<AgentFigures> MeasureAsync(BenchLoad load, BenchFolder folder, TimeSpan warmUp, CancellationToken cancellationToken)
    {
        await using var broker = await EmbeddedBroker.StartAsync(LoopbackPort.Free());
        var port = LoopbackPort.Free();
        await File.WriteAllTextAsync(folder.File("config.json"), Configuration(load, folder, broker.Address, port), cancellationToken);
        using var agent = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!, [.. Self(), "run", "--config", folder.File("config.json")])
        {
            RedirectStandardError = true,
        })!;
        agent.BeginErrorReadLine();
        try
        {
            using var page = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await UntilAllWatchAsync(agent, page, load.Cameras, cancellationToken);
            await Task.Delay(warmUp, TimeProvider.System, cancellationToken);
            var before = await Metrics.ReadAsync(page, cancellationToken);
            var measured = await Measurement.OfAsync([agent.Id], load.Duration, cancellationToken);
            var after = await Metrics.ReadAsync(page, cancellationToken);
            return new AgentFigures(
                measured,
                after.Sum("edgeagent_camera_frames_total") - before.Sum("edgeagent_camera_frames_total"),
                after.Sum("edgeagent_camera_dropped_frames_total") - before.Sum("edgeagent_camera_dropped_frames_total"),
                after.Sum("edgeagent_camera_inferences_total") - before.Sum("edgeagent_camera_inferences_total"),
                Watching(after),
                after.Sum("edgeagent_camera_restarts_total") - before.Sum("edgeagent_camera_restarts_total"),
                after.Since(before, "edgeagent_camera_frames_total").Min(),
                after.Sum("edgeagent_capture_to_acknowledged_seconds_count"),
                after.Find("edgeagent_capture_to_acknowledged_seconds{quantile=\"0.5\"}"));
        }
        finally
        {
            agent.Kill(entireProcessTree: true);
            await agent.WaitForExitAsync(CancellationToken.None);
        }
    }

    // Started through the dotnet program, the process needs to be told the assembly.
    private static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(AgentRun).Assembly.Location] : [];

    private static string Configuration(BenchLoad load, BenchFolder folder, string broker, int port) => JsonSerializer.Serialize(new
    {
        storage = new { folder = folder.File("data") },
        cameras = Enumerable.Range(1, load.Cameras).Select(number => load.IsLive
            ? (object)new { id = $"camera-{number}", subStream = load.Sub, mainStream = load.Main }
            : new { id = $"camera-{number}", clip = new { file = Path.GetFullPath(load.Sub) } }),
        detection = new { modelFolder = Path.GetFullPath(load.Models.Path) },
        rules = new
        {
            active = new object[]
            {
                new { rule = "intrusion", holdSeconds = 0, coolDownSeconds = 0.5 },
                new { rule = "animal", holdSeconds = 0, coolDownSeconds = 0.5 },
            },
        },
        uplink = new { city = "bench", county = "bench", site = "bench", broker = new { address = broker } },
        statusPage = new { port },
    });

    private static int Watching(Metrics metrics) => (int)metrics.Each("edgeagent_camera_state", "state=\"watching\"").Sum();

    private static async Task UntilAllWatchAsync(Process agent, HttpClient page, int cameras, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var watching = 0;
        while (!agent.HasExited && TimeProvider.System.GetElapsedTime(began) < StartLimit)
        {
            try
            {
                watching = Watching(await Metrics.ReadAsync(page, cancellationToken));
                if (watching == cameras)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Its page does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
        }

        throw new IOException(agent.HasExited
            ? $"the agent under measurement ended with {agent.ExitCode}"
            : $"only {watching} of {cameras} cameras are watched after {StartLimit.TotalSeconds:0} s");
    }
}

/// <param name="Frames">Pictures worked on during the measurement, of all cameras.</param>
/// <param name="Watching">Cameras that watched at the end.</param>
/// <param name="Restarts">Streams opened anew during the measurement.</param>
/// <param name="FewestFrames">Pictures worked on of the camera with the fewest.</param>
/// <param name="Latencies">Incidents whose way from capture to acknowledgement was timed, since the start.</param>
/// <param name="MedianLatencySeconds">Null when there was none.</param>
internal sealed record AgentFigures(
    Measurement Used,
    double Frames,
    double Dropped,
    double Inferences,
    int Watching,
    double Restarts,
    double FewestFrames,
    double Latencies,
    double? MedianLatencySeconds);
