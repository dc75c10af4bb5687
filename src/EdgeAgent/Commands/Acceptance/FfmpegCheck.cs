using EdgeAgent.Video;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>Whether this box's ffmpeg does what the agent needs.</summary>
internal static class FfmpegCheck
{
    private const int Oldest = 5; // Its concat scripts know the directive "option", by which a stream's options are given.
    private static readonly string[] Needed = ["h264", "hevc"];

    public static async Task<List<CheckLine>> RunAsync(VideoOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            var ffmpeg = await FfmpegInstallation.InspectAsync(options, time, cancellationToken);
            var missing = Needed.Except(ffmpeg.Decoders).ToList();
            (string, object)[] values = [("version", ffmpeg.Version), ("oldest", Oldest), ("missing", string.Join(", ", missing))];
            return [missing.Count > 0 ? CheckLine.Fail("ffmpeg.decoders", values)
                : ffmpeg.Major < Oldest ? CheckLine.Fail("ffmpeg.old", values)
                : CheckLine.Ok("ffmpeg.found", values)];
        }
        catch (StreamException error)
        {
            return [CheckLine.Fail("ffmpeg.missing", ("reason", error.Message))];
        }
    }
}
