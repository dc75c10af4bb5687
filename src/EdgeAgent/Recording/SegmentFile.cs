using EdgeAgent.Cameras;
using EdgeAgent.Recording.Mp4;

namespace EdgeAgent.Recording;

/// <summary>
/// A segment while it is written. It bears the ending .partial until it is whole and on the disk, and gets its name then;
/// what a power cut or a kill leaves behind is cut after its last whole fragment and named at the next start.
/// </summary>
internal sealed class SegmentFile : IDisposable
{
    private const string Ending = ".partial";

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
        file = index.Create(camera, start, $"{Segment.StartName(start)}-{role}{Ending}");
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
        return segment;
    }

    public void Discard()
    {
        file.Dispose();
        File.Delete(file.Name);
    }

    public void Dispose() => file.Dispose();

    /// <summary>Names what an earlier run has left behind.</summary>
    /// <returns>The segments that came of it.</returns>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public static List<Segment> Recover(SegmentIndex index, string camera, StreamRole role)
    {
        var left = index.Days(camera).SelectMany(day => Directory.GetFiles(index.FolderOf(camera, day), $"*-{role}{Ending}"));
        return [.. left.Select(path => Recover(index, camera, role, path)).OfType<Segment>()];
    }

    private static Segment? Recover(SegmentIndex index, string camera, StreamRole role, string path)
    {
        if (!Segment.TryParseStart(Path.GetFileName(path).Split('-')[0], out var start))
        {
            return null;
        }

        Segment? segment = null;
        using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
        {
            if (WholeFragments(file) is var (head, duration, length))
            {
                file.SetLength(length);
                file.Flush(flushToDisk: true);
                segment = SegmentOf(role, head, start.Value, duration, length);
            }
        }

        if (segment is { } named)
        {
            index.Name(camera, named, path);
        }
        else
        {
            File.Delete(path);
        }

        return segment;
    }

    private static (StreamHead Head, TimeSpan Duration, long Length)? WholeFragments(FileStream file)
    {
        var reader = new FragmentReader(file);
        StreamHead? head = null;
        (TimeSpan Start, TimeSpan End, long Length)? whole = null;
        try
        {
            head = reader.ReadHead();
            while (head is not null && reader.ReadStart(head) is { } start && reader.TrySkipRest(start))
            {
                var times = start.Times;
                whole = (whole?.Start ?? times.Start, times.Start + times.Duration, reader.Position);
            }
        }
        catch (InvalidDataException)
        {
            // After a power cut the end of a file may be anything.
        }

        return whole is var (began, ended, length) ? (head!, ended - began, length) : null;
    }

    private static Segment SegmentOf(StreamRole role, StreamHead head, DateTimeOffset start, TimeSpan duration, long bytes) =>
        new(role, ToMilliseconds(start), TimeSpan.FromMilliseconds(Math.Max(0, (long)duration.TotalMilliseconds)), head.Id, bytes);

    private static DateTimeOffset ToMilliseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond)).ToUniversalTime();
}
