using System.Runtime.CompilerServices;
using EdgeAgent.Cameras;

namespace EdgeAgent.Video;

/// <summary>A recorded clip. Ends at its end, unless it loops.</summary>
public sealed class ClipFrameSource : IFrameSource
{
    private readonly ClipOptions clip;
    private readonly VideoOptions options;
    private readonly TimeProvider time;
    private readonly FramePump pump;

    public ClipFrameSource(ClipOptions clip, VideoOptions options, TimeProvider time)
    {
        this.clip = clip;
        this.options = options;
        this.time = time;
        pump = new FramePump(clip.RealTime, TimeSpan.FromSeconds(options.StallSeconds), time);
    }

    public long Dropped => pump.Dropped;

    public async IAsyncEnumerable<Frame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!File.Exists(clip.File))
        {
            throw new StreamException(StreamFailure.NotInstalled, $"clip {clip.File} is not there");
        }

        var pictures = pump.RunAsync(options.Ffmpeg, Arguments(), "", Stamp, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (pictures)
        {
            while (await NextAsync(pictures))
            {
                yield return pictures.Current;
            }
        }
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<Frame> pictures)
    {
        try
        {
            return await pictures.MoveNextAsync();
        }
        catch (StreamException failure) when (failure.Reason == StreamFailure.Ended)
        {
            return false;
        }
    }

    private DateTimeOffset Stamp(long number, double framesPerSecond) =>
        clip.StartsAt is { } start ? start + TimeSpan.FromSeconds(number / framesPerSecond) : time.GetUtcNow();

    private List<string> Arguments() =>
    [
        "-hide_banner", "-loglevel", "warning", "-threads", "1",
        .. clip.RealTime ? ["-re"] : Array.Empty<string>(),
        .. clip.Loop ? ["-stream_loop", "-1"] : Array.Empty<string>(),
        "-i", "file:" + clip.File, "-map", "0:v:0",
        .. PictureFormat.Even(options),
    ];
}
