namespace EdgeAgent.Video;

/// <summary>The end of every ffmpeg command line that hands pictures to the agent.</summary>
internal static class PictureFormat
{
    private static readonly string[] AsTheyCome = ["-fps_mode", "passthrough"];

    /// <summary>One decoded picture at its own size; 0 is the first.</summary>
    public static IEnumerable<string> Nth(int number) => ["-frames:v", "1", .. End($"select=eq(n\\,{number}),", AsTheyCome)];

    /// <summary>
    /// Of a live stream: one picture for each slot of 1/rate s, by the stream's own time. Unlike the fps filter this
    /// never fills a jump of the camera's clock with copies.
    /// </summary>
    public static IEnumerable<string> Sampled(VideoOptions options)
    {
        var rate = options.FramesPerSecond;
        return End($"select='not(eq(floor(t*{rate}+0.5),floor(prev_selected_t*{rate}+0.5)))',setpts=N/({rate}*TB),{Narrowed(options)}", AsTheyCome);
    }

    /// <summary>Of a recording: an even rate, so that a picture's number tells its time.</summary>
    public static IEnumerable<string> Even(VideoOptions options) => End($"fps={options.FramesPerSecond},{Narrowed(options)}", []);

    private static string Narrowed(VideoOptions options) => $"scale=w='2*trunc(min({options.Width},iw)/2)':h=-2:flags=fast_bilinear,";

    private static string[] End(string filter, string[] timing) =>
        ["-an", "-sn", "-dn", "-vf", filter + "format=yuv420p", .. timing, "-f", "yuv4mpegpipe", "pipe:1"];
}
