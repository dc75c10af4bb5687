using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>
/// Pictures with what is made of them drawn on, for whoever is looking. A camera that nobody looks at costs nothing; a slow viewer misses
/// pictures and never holds up the detection.
/// </summary>
public sealed class LiveView
{
    private readonly ConcurrentDictionary<string, ImmutableList<Channel<LivePicture>>> viewers = new();

    /// <summary>Pictures of a camera as they come, until the viewer leaves.</summary>
    public async IAsyncEnumerable<LivePicture> WatchAsync(string camera, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<LivePicture>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        viewers.AddOrUpdate(camera, _ => [channel], (_, list) => list.Add(channel));
        try
        {
            await foreach (var picture in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return picture;
            }
        }
        finally
        {
            viewers.AddOrUpdate(camera, _ => [], (_, list) => list.Remove(channel));
        }
    }

    /// <summary>Called by a pipeline for each picture.</summary>
    public void Show(string camera, Frame frame, Judgement judgement)
    {
        if (!viewers.TryGetValue(camera, out var watching) || watching.IsEmpty)
        {
            return;
        }

        var picture = new LivePicture(Picture.Judged(frame, judgement), frame.Width, frame.Height, frame.CapturedAt);
        foreach (var channel in watching)
        {
            channel.Writer.TryWrite(picture);
        }
    }
}

/// <summary>A picture to be looked at.</summary>
/// <param name="Jpeg">As it is sent.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="TakenAt">When it was captured.</param>
public sealed record LivePicture(byte[] Jpeg, int Width, int Height, DateTimeOffset TakenAt);
