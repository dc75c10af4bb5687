using System.Globalization;

namespace EdgeAgent.Video.Push;

/// <summary>Pushes encoded video to a media server by ffmpeg, which copies and never decodes or encodes it. One push at a time.</summary>
public sealed class MediaPush
{
    /// <summary>How long the server may take nothing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly VideoOptions options;
    private readonly string folder;
    private readonly TimeProvider time;

    /// <param name="folder">Of the agent and there, for the options that must not stand on a command line.</param>
    public MediaPush(VideoOptions options, string folder, TimeProvider time)
    {
        this.options = options;
        this.folder = folder;
        this.time = time;
        HiddenOptions.RemoveLeft(folder);
    }

    /// <param name="isPaced">The video is handed on at its own pace; false where it comes at that pace anyway.</param>
    /// <param name="feed">Writes MP4, on a thread of its own; must end soon after either token is cancelled.</param>
    /// <param name="limit">How long it may take all in all.</param>
    /// <param name="stop">Ends it early, and what was pushed is well.</param>
    /// <returns>How much video the server has taken.</returns>
    /// <exception cref="StreamException">It failed; the message holds nothing of the address behind its port.</exception>
    /// <exception cref="IOException">The disk does not take the options.</exception>
    internal async Task<TimeSpan> RunAsync(
        PushTarget target, bool isPaced, Action<FfmpegInput> feed, TimeSpan limit, CancellationToken stop, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limit, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token, cancellationToken);
        using var hidden = HiddenOptions.Write(folder, target.Hidden);
        string[] arguments =
        [
            "-hide_banner", "-loglevel", "error", .. isPaced ? (string[])["-re"] : [], "-f", "mp4", "-i", "pipe:0",
            "-map", "0:v:0", "-map", "0:a:0?", "-c", "copy", "-progress", "pipe:1", .. target.Arguments(hidden.Arguments),
        ];
        var pump = new OutputPump<TimeSpan>(1, newestWins: true, Patience, time);
        var pushed = TimeSpan.Zero;
        try
        {
            await foreach (var at in pump.RunAsync(options.Ffmpeg, arguments, feed, ReadProgress, ending.Token))
            {
                pushed = at;
            }
        }
        catch (StreamException failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return failure.Reason == StreamFailure.Ended || stop.IsCancellationRequested ? pushed : throw Explained(failure, target);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return pushed;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StreamException(StreamFailure.Stalled, $"the media server had not taken all of it within {limit.TotalSeconds:0} s");
        }

        return pushed;
    }

    // Later releases of ffmpeg report also while nothing moves.
    private static IEnumerable<TimeSpan> ReadProgress(Stream output)
    {
        const string key = "out_time_us=";
        using var lines = new StreamReader(output);
        var told = TimeSpan.Zero;
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith(key, StringComparison.Ordinal)
                && long.TryParse(line.AsSpan(key.Length), CultureInfo.InvariantCulture, out var microseconds)
                && TimeSpan.FromMicroseconds(microseconds) is var at && at > told)
            {
                told = at;
                yield return at;
            }
        }
    }

    private static StreamException Explained(StreamException failure, PushTarget target)
    {
        var words = failure switch
        {
            { Reason: StreamFailure.Stalled } => $"the media server took nothing for {Patience.TotalSeconds:0} s",
            _ when failure.Message.Contains("not compatible with flv", StringComparison.Ordinal) =>
                "the stream is H.265, which this box's ffmpeg does not push by RTMP: use RTSP or SRT, or a stream of H.264",
            _ => target.Redact(failure.Message),
        };
        return new StreamException(failure.Reason, words);
    }
}
