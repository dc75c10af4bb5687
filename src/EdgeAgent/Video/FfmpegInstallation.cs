using System.Text;
using System.Text.RegularExpressions;

namespace EdgeAgent.Video;

/// <summary>The ffmpeg of this box.</summary>
/// <param name="Version">As it names itself, e.g. <c>5.1.6-0+deb12u1</c>.</param>
/// <param name="Major">First number of a release's version; null of a build that has none.</param>
/// <param name="Decoders">Names of the video codecs that it decodes.</param>
public sealed partial record FfmpegInstallation(string Version, int? Major, IReadOnlySet<string> Decoders)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <exception cref="StreamException">ffmpeg or the ffprobe beside it is not there, or does not run.</exception>
    public static async Task<FfmpegInstallation> InspectAsync(VideoOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var version = await SayAsync(options.Ffmpeg, "-version");
        var decoders = await SayAsync(options.Ffmpeg, "-decoders");
        await SayAsync(Ffprobe(options), "-version");
        var name = VersionName().Match(version).Groups[1].Value;
        return new FfmpegInstallation(
            name,
            int.TryParse(name.Split('.', '-')[0], out var major) ? major : null,
            VideoDecoder().Matches(decoders).Select(match => match.Groups[1].Value).ToHashSet());

        async Task<string> SayAsync(string program, string question)
        {
            var run = await FfmpegRun.ToEndAsync(program, ["-hide_banner", question], "", Limit, time, cancellationToken);
            return run.Failure is null ? Encoding.UTF8.GetString(run.Output) : throw run.Failure;
        }
    }

    /// <summary>The ffprobe that belongs to the configured ffmpeg: of the same folder and ending.</summary>
    internal static string Ffprobe(VideoOptions options)
    {
        var folder = Path.GetDirectoryName(options.Ffmpeg) ?? "";
        var name = Path.GetFileName(options.Ffmpeg).Replace("ffmpeg", "ffprobe", StringComparison.OrdinalIgnoreCase);
        return Path.Combine(folder, name.Contains("ffprobe", StringComparison.Ordinal) ? name : "ffprobe");
    }

    [GeneratedRegex(@"version (\S+)")]
    private static partial Regex VersionName();

    [GeneratedRegex(@"^ V[A-Z.]{5} (\S+)", RegexOptions.Multiline)]
    private static partial Regex VideoDecoder();
}
