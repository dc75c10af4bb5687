using EdgeAgent.Recording.Mp4;

namespace EdgeAgent.Recording;

/// <summary>
/// The fragments since the newest key frame, in one buffer that is used again and again: what a new viewer begins with and
/// what a sharp picture is decoded from.
/// </summary>
internal sealed class PictureGroup
{
    // A camera that sends no key frames must not fill the memory; such a group cannot be looked into.
    private const int MostBytes = 24_000_000;

    private readonly List<Part> parts = [];
    private byte[] buffer = [];
    private int length;

    /// <summary>No fragment yet, or no key frame before those that there are.</summary>
    public bool IsEmpty => parts.Count == 0 || !parts[0].Times.IsKey;

    /// <summary>Of the key frame, in the stream's time; only where there is one.</summary>
    public TimeSpan Start => parts[0].Times.Start;

    /// <summary>Room for a fragment behind the others, its beginning filled in; it counts only after <see cref="Add"/>.</summary>
    public Memory<byte> RoomFor(FragmentStart start)
    {
        var bytes = start.Bytes.Length + start.RestBytes;
        if (start.Times.IsKey || length + bytes > MostBytes)
        {
            Clear();
        }

        if (buffer.Length < length + bytes)
        {
            Array.Resize(ref buffer, Math.Max(length + bytes, Math.Min(buffer.Length * 2, MostBytes)));
        }

        var room = buffer.AsMemory(length, bytes);
        start.Bytes.CopyTo(room);
        return room;
    }

    public void Add(FragmentStart start)
    {
        var bytes = start.Bytes.Length + start.RestBytes;
        parts.Add(new Part(length, bytes, start.Times));
        length += bytes;
    }

    public void Clear()
    {
        parts.Clear();
        length = 0;
    }

    /// <summary>All bytes by now.</summary>
    public byte[] Copy() => buffer[..length];

    /// <summary>The bytes up to the fragment that holds the moment, and which of their pictures it is (0 first).</summary>
    /// <param name="at">In the stream's time; before the group's beginning it gives the first picture.</param>
    public (byte[] Bytes, int Picture) CopyUpTo(TimeSpan at)
    {
        var last = Math.Max(0, parts.FindLastIndex(part => part.Times.Samples > 0 && part.Times.Start <= at));
        var (offset, bytes, times) = parts[last];
        var within = times.Duration > TimeSpan.Zero ? (at - times.Start) / times.Duration * times.Samples : 0;
        var before = parts.Take(last).Sum(part => part.Times.Samples);
        return (buffer[..(offset + bytes)], before + (int)Math.Clamp(within, 0, Math.Max(0, times.Samples - 1)));
    }

    private readonly record struct Part(int Offset, int Bytes, FragmentTimes Times);
}
