using System.Globalization;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Recording;

/// <summary>What any other program makes of a segment.</summary>
internal static class Players
{
    /// <summary>Decodes all of it with ffmpeg.</summary>
    /// <returns>Its complaints; empty where there are none.</returns>
    public static async Task<string> ComplaintsAsync(string path)
    {
        using var run = await ChildProcess.RunAsync("ffmpeg", "-v", "error", "-threads", "1", "-i", path, "-fps_mode", "passthrough", "-enc_time_base", "-1", "-f", "null", "-");
        var code = await run.ExitAsync();
        return code == 0 && run.Errors.Count == 0 ? "" : $"{Path.GetFileName(path)}: {code} {run.Transcript()}";
    }

    /// <summary>Reads all packets with ffprobe, which costs no decoding.</summary>
    /// <returns>How long the pictures last, in seconds; a complaint of ffprobe fails the test.</returns>
    public static async Task<double> SecondsAsync(string path)
    {
        using var run = await ChildProcess.RunAsync(
            "ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "packet=duration_time", "-of", "csv=p=0", path);
        Assert.That((await run.ExitAsync(), run.Errors.Count), Is.EqualTo((0, 0)), $"{path}: {run.Transcript()}");
        return run.Output.Where(line => line.Length > 0).Sum(line => double.Parse(line.Split(',')[0], CultureInfo.InvariantCulture));
    }

    /// <returns>Name of the sound's codec; empty where there is none.</returns>
    public static async Task<string> SoundAsync(string path)
    {
        using var run = await ChildProcess.RunAsync(
            "ffprobe", "-v", "error", "-select_streams", "a", "-show_entries", "stream=codec_name", "-of", "csv=p=0", path);
        Assert.That(await run.ExitAsync(), Is.Zero, run.Transcript());
        return string.Concat(run.Output);
    }
}
