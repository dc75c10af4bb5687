using EdgeAgent.Cameras;
using EdgeAgent.Recording.Mp4;

namespace EdgeAgent.Recording;

/// <summary>
/// A segment while it is written. It bears the ending .partial until it is whole and on the disk, and gets its name then;
/// what a power cut or a kill leaves behind is for <see cref="PartialSegments"/>.
/// </summary>
internal sealed class SegmentFile : IDisposable
{
    internal const string Ending = ".partial";

    private readonly SegmentIndex index;
    private readonly string camera;
    private readonly StreamRole role;
    private readonly StreamHead head;
    private readonly FileStream file;

    /// <exception cref="IOException">The disk does not take it.</exception>
    public SegmentFile(SegmentIndex index, string camera, StreamRole role, StreamHead head, DateTimeOffset start)
    {
        this.index = index;
        this.camera = camera;
        this.role = role;
        this.head = head;
        file = index.Create(camera, start, NameOf(start, role));
        try
        {
            file.Write(head.Bytes.Span);
        }
        catch
        {
            Discard();
            throw;
        }
    }

    public void Write(ReadOnlySpan<byte> fragment) => file.Write(fragment);

    /// <summary>Waits until all of it is on the disk and gives it its name.</summary>
    /// <exception cref="IOException">The disk does not take it; the file keeps its ending.</exception>
    public Segment Complete(DateTimeOffset start, TimeSpan duration)
    {
        file.Flush(flushToDisk: true);
        var segment = SegmentOf(role, head, start, duration, file.Length);
        file.Dispose();
        index.Name(camera, segment, file.Name);
        index.Release(file.Name);
        return segment;
    }

    public void Discard()
    {
        Dispose();
        File.Delete(file.Name);
    }

    public void Dispose()
    {
        file.Dispose();
        index.Release(file.Name);
    }

    /// <returns>False where the file is no segment being written.</returns>
    internal static bool TryParse(string path, out DateTimeOffset start, out StreamRole role)
    {
        var parts = Path.GetFileNameWithoutExtension(path).Split('-');
        var startsAt = Segment.TryParseStart(parts[0], out var parsed) ? parsed : null;
        (start, role) = (startsAt.GetValueOrDefault(), default);
        return startsAt is not null && parts.Length == 2 && Enum.TryParse(parts[1], out role) && path.EndsWith(NameOf(start, role), StringComparison.Ordinal);
    }

    internal static Segment SegmentOf(StreamRole role, StreamHead head, DateTimeOffset start, TimeSpan duration, long bytes) =>
        new(role, ToMilliseconds(start), TimeSpan.FromMilliseconds(Math.Max(0, (long)duration.TotalMilliseconds)), head.Id, bytes);

    private static string NameOf(DateTimeOffset start, StreamRole role) => $"{Segment.StartName(start)}-{role}{Ending}";

    private static DateTimeOffset ToMilliseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond)).ToUniversalTime();
}
