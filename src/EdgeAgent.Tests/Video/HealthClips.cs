using System.Diagnostics;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Video;

/// <summary>Real footage that turns bad after 30 s, encoded anew as a camera would, and what <see cref="PictureHealth"/> says of it.</summary>
internal static class HealthClips
{
    public const int TurnsAt = 30;

    private const int Seconds = 55;

    /// <param name="clip">Path of a video; repeated as long as needed.</param>
    /// <param name="turn">ffmpeg filters that make the turned picture of the clear one; null: it stays as it is.</param>
    /// <returns>Each condition with the second at which it is first said, in order; Clear at 0 first.</returns>
    public static IReadOnlyList<(double At, PictureCondition Condition)> Judge(string clip, string? turn, ViewReference? learnt = null)
    {
        using var health = new PictureHealth(learnt);
        return Judge(health, clip, turn);
    }

    /// <param name="light">ffmpeg filters for the light in which all of it is seen; null: that of the clip.</param>
    public static IReadOnlyList<(double At, PictureCondition Condition)> Judge(PictureHealth health, string clip, string? turn, string? light = null)
    {
        var said = new List<(double, PictureCondition)> { (0, PictureCondition.Clear) };
        foreach (var frame in Read(clip, turn ?? "null", light ?? "null"))
        {
            using (frame)
            {
                var condition = health.Look(frame);
                if (condition != said[^1].Item2)
                {
                    said.Add(((frame.CapturedAt - DateTimeOffset.UnixEpoch).TotalSeconds, condition));
                }
            }
        }

        return said;
    }

    /// <summary>Filters for a picture that stands still from then on, while the encoder goes on.</summary>
    public const string Freeze = "freeze";

    /// <summary>Filters for what a camera shows by night, lit by its own infrared lamps.</summary>
    public const string Infrared = "hue=s=0,eq=gamma=1.5:contrast=1.3";

    private static IEnumerable<Frame> Read(string clip, string turn, string light)
    {
        var filter = turn == Freeze
            ? $"[0]{light},scale=640:360,fps=5,noise=alls=4:allf=t,trim=0:{TurnsAt},tpad=stop_mode=clone:stop_duration={Seconds - TurnsAt}"
            : $"[0]{light},scale=640:360,fps=5,split[clear][later];[later]{turn},scale=640:360[turned];"
                + $"[clear][turned]overlay=enable='gte(t,{TurnsAt})',format=yuv420p,noise=alls=4:allf=t";
        using var folder = new TempFolder();
        var camera = folder.File("camera.mp4");
        Run(["-stream_loop", "-1", "-t", $"{Seconds}", "-i", clip, "-filter_complex", filter, "-an", "-r", "5", "-c:v", "libx264",
            "-preset", "veryfast", "-tune", "zerolatency", "-bf", "0", "-g", "10", "-b:v", "600k", "-maxrate", "600k", "-bufsize", "600k", camera]);
        using var ffmpeg = Start(["-i", camera, "-f", "yuv4mpegpipe", "pipe:1"], output: true);
        var pictures = Y4mReader.Open(ffmpeg.StandardOutput.BaseStream)!;
        for (var number = 0; pictures.Read() is { } planes; number++)
        {
            yield return new Frame(planes, DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(number / 5.0));
        }
    }

    private static void Run(string[] arguments)
    {
        using var ffmpeg = Start(arguments, output: false);
        ffmpeg.WaitForExit();
        Assert.That(ffmpeg.ExitCode, Is.Zero);
    }

    private static Process Start(string[] arguments, bool output) =>
        Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", .. arguments]) { RedirectStandardOutput = output })!;
}
