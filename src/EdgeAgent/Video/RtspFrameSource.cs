namespace EdgeAgent.Video;

/// <summary>
/// The pictures of a camera's small stream, at the configured rate and at most the configured width. Each reading is one
/// connection; opening anew is the caller's business.
/// </summary>
public sealed class RtspFrameSource(RtspConnection connection, VideoOptions options, TimeProvider time) : IFrameSource
{
    private readonly FramePump pump = new(live: true, TimeSpan.FromSeconds(options.StallSeconds), time);

    public long Dropped => pump.Dropped;

    public IAsyncEnumerable<Frame> ReadAsync(CancellationToken cancellationToken) => connection.ReadAsync(
        input => pump.RunAsync(options.Ffmpeg, Arguments(), input, (_, _) => time.GetUtcNow(), cancellationToken), [], cancellationToken);

    // What ffmpeg has read to know the stream by is handed on, or a camera with key frames far apart would give no picture for that long.
    private List<string> Arguments() =>
        ["-hide_banner", "-loglevel", "warning", "-threads", "1", "-filter_threads", "1", .. RtspInput.Arguments, "-map", "0:v:0", .. PictureFormat.Sampled(options)];
}
