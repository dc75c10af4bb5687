using System.Diagnostics;
using EdgeAgent.Video;

namespace EdgeAgent.Commands.Benchmark;

/// <summary>The floor: ffmpeg alone, decoding the same streams at their own pace and throwing the pictures away.</summary>
internal static class FfmpegFloor
{
    public static async Task<Measurement> MeasureAsync(BenchLoad load, TimeSpan warmUp, CancellationToken cancellationToken)
    {
        string[] input = load.IsLive
            ? ["-rtsp_transport", "tcp", "-i", load.Sub]
            : ["-re", "-stream_loop", "-1", "-i", load.Sub];
        var processes = Enumerable.Range(0, load.Cameras)
            .Select(_ => Process.Start(new ProcessStartInfo(
                new VideoOptions().Ffmpeg,
                ["-v", "quiet", "-nostdin", "-threads", "1", .. input, "-map", "0:v:0", "-an", "-f", "null", "-"]))!)
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
}
