using EdgeAgent.Cameras;
using EdgeAgent.Recording;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Recording;

/// <summary>A folder of recordings whose segments hold any bytes, for whatever does not play them.</summary>
internal sealed class Shelf : IDisposable
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private readonly TempFolder? own;

    /// <param name="at">By default a folder of its own.</param>
    public Shelf(string? at = null)
    {
        own = at is null ? new TempFolder() : null;
        Folder = at ?? own!.File("recordings");
        Index = Anew();
    }

    public string Folder { get; }

    public SegmentIndex Index { get; }

    /// <summary>The same folder as after a restart.</summary>
    public SegmentIndex Anew(TimeZoneInfo? zone = null) => new(Folder, zone ?? Shanghai);

    public Segment Add(string camera, DateTimeOffset start, TimeSpan duration, long bytes = 1000, StreamRole stream = StreamRole.Main) =>
        Add(camera, new Segment(stream, start.ToUniversalTime(), duration, 1, bytes));

    /// <summary>As the recorder does it: a file first, then its name.</summary>
    public Segment Add(string camera, Segment segment)
    {
        string path;
        using (var file = Index.Create(camera, segment.Start, $"{segment.FileName}.partial"))
        {
            file.Write(new byte[segment.Bytes]);
            path = file.Name;
        }

        Index.Name(camera, segment, path);
        return segment;
    }

    /// <summary>All that lie there, as their names say.</summary>
    public IReadOnlyList<(string Camera, Segment Segment)> All()
    {
        var index = Anew();
        return [.. index.Cameras().SelectMany(camera => index.Days(camera).SelectMany(day => index.Day(camera, day)).Select(segment => (camera, segment)))];
    }

    public void Dispose() => own?.Dispose();
}
