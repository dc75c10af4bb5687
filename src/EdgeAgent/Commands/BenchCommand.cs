using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeAgent.Commands.Benchmark;
using EdgeAgent.Video;

namespace EdgeAgent.Commands;

/// <summary><c>bench</c>: what this box can carry, beside the floor measured in the same run.</summary>
public static class BenchCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var cameras = new Option<int>("--cameras") { Description = "How many cameras at once.", DefaultValueFactory = _ => 4 };
        var seconds = new Option<int>("--seconds") { Description = "How long each of the two measurements lasts.", DefaultValueFactory = _ => 30 };
        var clip = new Option<string?>("--clip") { Description = "The cameras' main stream: an rtsp:// address, which is then recorded." };
        var sub = new Option<string?>("--sub") { Description = "The cameras' sub stream: a recording that is played in a loop, or an rtsp:// address. Without it a quiet scene is made." };
        var peer = new Option<string?>("--peer") { Description = "Command line of another program to measure on the same cameras, e.g. \"motion -n -c motion.conf\"." };
        var asJson = new Option<bool>("--json") { Description = "Figures as JSON." };
        var models = ModelFolderOption.Create();
        var bench = new Command("bench", "What this box can carry: cores and memory beside ffmpeg alone and ONNX Runtime alone in the same run, and what a close look at a person costs.")
        {
            cameras, seconds, clip, sub, peer, asJson, models,
        };
        bench.SetAction((parsed, cancellationToken) => Failure.GuardAsync(parsed, async () =>
        {
            if (!OperatingSystem.IsLinux())
            {
                throw new UsageException("bench reads /proc and so runs on Linux only");
            }

            using var folder = new BenchFolder();
            var load = new BenchLoad(
                InRange(parsed.GetValue(cameras), 1, 64, "--cameras"),
                TimeSpan.FromSeconds(InRange(parsed.GetValue(seconds), 5, 3600, "--seconds")),
                parsed.GetValue(sub) ?? await QuietClip.MakeAsync(folder.File("quiet.mp4"), new VideoOptions().Ffmpeg, cancellationToken),
                parsed.GetValue(clip),
                ModelFolderOption.Locate(parsed, models),
                parsed.GetValue(peer));
            var report = await BenchRun.RunAsync(load, folder, Console.Error.WriteLine, cancellationToken);
            Console.Out.WriteLine(parsed.GetValue(asJson) ? JsonSerializer.Serialize(report, Json) : report.ToText(CultureInfo.InvariantCulture));
            return 0;
        }));
        return bench;
    }

    private static int InRange(int value, int least, int most, string option) =>
        value >= least && value <= most ? value : throw new UsageException($"{option} {value}: from {least} to {most}");
}
