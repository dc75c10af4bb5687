namespace EdgeAgent.Video;

/// <summary>The end of every ffmpeg command line that hands pictures to the agent.</summary>
internal static class PictureFormat
{
    /// <param name="sampling">Rate and width, or null for every decoded picture at its own size.</param>
    public static IEnumerable<string> Arguments(VideoOptions? sampling)
    {
        // One picture for each slot of 1/rate s, by the stream's own time. Unlike the fps filter this never fills
        // a jump of the camera's clock with copies.
        var filter = sampling is null
            ? ""
            : $"select='not(eq(floor(t*{sampling.FramesPerSecond}+0.5),floor(prev_selected_t*{sampling.FramesPerSecond}+0.5)))',"
              + "setpts=N/(" + sampling.FramesPerSecond + "*TB),"
              + $"scale=w='2*trunc(min({sampling.Width},iw)/2)':h=-2:flags=fast_bilinear,";
        return ["-an", "-sn", "-dn", "-vf", filter + "format=yuv420p", "-fps_mode", "passthrough", "-f", "yuv4mpegpipe", "pipe:1"];
    }
}
