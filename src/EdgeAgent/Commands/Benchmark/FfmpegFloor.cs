using System.Diagnostics;
using EdgeAgent.Video;

namespace EdgeAgent.Commands.Benchmark;

/// <summary>
/// The floor: ffmpeg alone, decoding the same sub streams at their own pace and throwing the pictures away, and copying the
/// same main streams to segments. Two processes for each camera: one that does both costs half as much again.
/// </summary>
internal static class FfmpegFloor
{
    public static async Task<Measurement> MeasureAsync(BenchLoad load, BenchFolder folder, TimeSpan warmUp, CancellationToken cancellationToken)
    {
        var processes = Enumerable.Range(1, load.Cameras)
            .SelectMany(camera => new[] { Decoding(load), Copying(load, folder, camera) })
            .OfType<IReadOnlyList<string>>()
            .Select(arguments => Process.Start(new ProcessStartInfo(new VideoOptions().Ffmpeg, ["-v", "quiet", "-nostdin", .. arguments]))!)
            .ToList();
        try
        {
            await Task.Delay(warmUp, TimeProvider.System, cancellationToken);
            return await Measurement.OfAsync([.. processes.Select(process => process.Id)], load.Duration, cancellationToken);
        }
        finally
        {
            foreach (var process in processes)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
                process.Dispose();
            }
        }
    }

    private static IReadOnlyList<string> Decoding(BenchLoad load)
    {
        string[] input = load.IsLive ? ["-rtsp_transport", "tcp", "-i", load.Sub] : ["-re", "-stream_loop", "-1", "-i", load.Sub];
        return ["-threads", "1", .. input, "-map", "0:v:0", "-an", "-f", "null", "-"];
    }

    private static IReadOnlyList<string>? Copying(BenchLoad load, BenchFolder folder, int camera) => load.Main is null ? null :
    [
        "-rtsp_transport", "tcp", "-i", load.Main, "-map", "0:v:0", "-an", "-c", "copy",
        "-f", "segment", "-segment_time", "6", "-segment_format", "mp4", folder.File($"floor-{camera}-%05d.mp4"),
    ];
}
