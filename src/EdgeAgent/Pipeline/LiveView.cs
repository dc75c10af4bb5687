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
    private readonly ConcurrentDictionary<string, ImmutableList<Channel<byte[]>>> viewers = new();

    /// <summary>JPEG pictures of a camera as they come, until the viewer leaves.</summary>
    public async IAsyncEnumerable<byte[]> WatchAsync(string camera, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        viewers.AddOrUpdate(camera, _ => [channel], (_, list) => list.Add(channel));
        try
        {
            await foreach (var jpeg in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return jpeg;
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

        var jpeg = Picture.Judged(frame, judgement);
        foreach (var channel in watching)
        {
            channel.Writer.TryWrite(jpeg);
        }
    }
}
