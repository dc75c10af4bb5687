using System.Diagnostics;

namespace EdgeAgent.Commands.Benchmark;

/// <summary>Makes the recording of a room in which nothing happens: a still picture with a sensor's noise, 640x360 at 5 fps.</summary>
internal static class QuietClip
{
    /// <exception cref="IOException">ffmpeg could not make it.</exception>
    public static async Task<string> MakeAsync(string file, string ffmpeg, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-v", "error", "-nostdin", "-f", "lavfi", "-i", "mandelbrot=size=640x360:rate=5:end_scale=0.3:maxiter=200", "-frames:v", "1",
            "-f", "image2pipe", "-c:v", "png", file + ".png",
        ];
        await RunAsync(ffmpeg, arguments, cancellationToken);
        await RunAsync(
            ffmpeg,
            [
                "-v", "error", "-nostdin", "-loop", "1", "-framerate", "5", "-t", "20", "-i", file + ".png",
                "-vf", "noise=alls=4:allf=t", "-c:v", "libx264", "-preset", "veryfast", "-bf", "0", "-g", "10", "-pix_fmt", "yuv420p", file,
            ],
            cancellationToken);
        return file;
    }

    private static async Task RunAsync(string ffmpeg, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(ffmpeg, arguments))!;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new IOException($"{ffmpeg} could not make a clip (exit code {process.ExitCode})");
        }
    }
}
