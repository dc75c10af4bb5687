using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EdgeAgent.Recording.Mp4;

namespace EdgeAgent.Recording;

/// <summary>
/// The newest of one stream, for those who look. While nobody does it keeps one group of pictures and copies nothing. A
/// viewer who is too slow loses fragments up to the next key frame; nobody waits for one.
/// </summary>
public sealed class LiveStream
{
    private readonly Lock access = new();
    private readonly PictureGroup group = new();
    private ImmutableList<Viewer> viewers = [];
    private StreamHead? head;
    private StreamClock clock = new();
    private TimeSpan end;

    public bool IsWatched => !viewers.IsEmpty;

    /// <summary>Null while there is no connection to the camera.</summary>
    public StreamHead? Head
    {
        get
        {
            lock (access)
            {
                return head;
            }
        }
    }

    /// <summary>The stream as it comes, beginning with the newest key frame, until the viewer leaves; also over interruptions.</summary>
    public async IAsyncEnumerable<LivePart> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var viewer = Join();
        try
        {
            await foreach (var part in viewer.Parts.ReadAllAsync(cancellationToken))
            {
                yield return part;
            }
        }
        finally
        {
            lock (access)
            {
                viewers = viewers.Remove(viewer);
            }
        }
    }

    /// <summary>What the picture of that moment can be decoded from.</summary>
    /// <param name="tolerance">How much later than the moment the oldest picture may be that there still is.</param>
    /// <returns>Null where the stream has not come as far as that, or does not reach back to it any more.</returns>
    internal EncodedPicture? TryCopy(DateTimeOffset at, TimeSpan tolerance)
    {
        lock (access)
        {
            if (head is null || group.IsEmpty || clock.At(end) < at || clock.At(group.Start) - tolerance > at)
            {
                return null;
            }

            var (bytes, picture) = group.CopyUpTo(at - clock.At(TimeSpan.Zero));
            return new EncodedPicture([.. head.Bytes.Span, .. bytes], picture);
        }
    }

    /// <summary>The newest key frame.</summary>
    /// <param name="after">It must have been taken later than this.</param>
    /// <returns>Null where there is none.</returns>
    internal EncodedKey? TryCopyKey(DateTimeOffset after)
    {
        lock (access)
        {
            if (head is null || group.IsEmpty || clock.At(group.Start) <= after)
            {
                return null;
            }

            var (bytes, picture) = group.CopyUpTo(group.Start);
            return new EncodedKey(new EncodedPicture([.. head.Bytes.Span, .. bytes], picture), clock.At(group.Start));
        }
    }

    // What follows is for the one thread that reads the stream.

    internal void Begin(StreamHead stream)
    {
        lock (access)
        {
            head = stream;
            clock = new StreamClock();
            group.Clear();
        }
    }

    /// <summary>Room for a fragment, its beginning filled in.</summary>
    internal Memory<byte> RoomFor(FragmentStart start)
    {
        lock (access)
        {
            return group.RoomFor(start);
        }
    }

    /// <summary>Hands on what has been filled into the room.</summary>
    /// <param name="now">Steady time.</param>
    /// <returns>When it was taken, in steady time.</returns>
    internal DateTimeOffset Add(FragmentStart start, ReadOnlyMemory<byte> bytes, DateTimeOffset now)
    {
        lock (access)
        {
            group.Add(start);
            end = start.Times.Start + start.Times.Duration;
            clock.Arrived(end, start.Times.IsKey, now);
            if (IsWatched)
            {
                var part = new LivePart(head!, bytes.ToArray());
                viewers.ForEach(viewer => viewer.Give(part, start.Times.IsKey));
            }

            return clock.At(start.Times.Start);
        }
    }

    internal void End()
    {
        lock (access)
        {
            head = null;
            group.Clear();
            viewers.ForEach(viewer => viewer.Interrupt());
        }
    }

    private Viewer Join()
    {
        var viewer = new Viewer();
        lock (access)
        {
            viewers = viewers.Add(viewer);
            if (head is not null && !group.IsEmpty)
            {
                viewer.Give(new LivePart(head, group.Copy()), beginsWithKey: true);
            }
        }

        return viewer;
    }

    private sealed class Viewer
    {
        // Some 13 s of a stream.
        private readonly Channel<LivePart> parts = Channel.CreateBounded<LivePart>(new BoundedChannelOptions(64) { SingleReader = true });
        private bool waitsForKey = true;

        public ChannelReader<LivePart> Parts => parts.Reader;

        public void Interrupt() => waitsForKey = true;

        public void Give(LivePart part, bool beginsWithKey)
        {
            if (beginsWithKey || !waitsForKey)
            {
                waitsForKey = !parts.Writer.TryWrite(part);
            }
        }
    }
}

/// <summary>Fragments that follow on those before.</summary>
/// <param name="Head">What a player must have had before; another object than before where the stream began anew.</param>
public sealed record LivePart(StreamHead Head, ReadOnlyMemory<byte> Bytes);

/// <summary>A piece of a stream from a key frame on.</summary>
/// <param name="Bytes">Fragmented MP4 with its head.</param>
/// <param name="Number">Which of its pictures is meant; 0 is the first.</param>
internal sealed record EncodedPicture(byte[] Bytes, int Number);

/// <param name="At">When it was taken, in steady time.</param>
internal sealed record EncodedKey(EncodedPicture Picture, DateTimeOffset At);
