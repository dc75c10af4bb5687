using System.Collections.Concurrent;
using EdgeAgent.Cameras;
using EdgeAgent.Storage;

namespace EdgeAgent.Recording;

/// <summary>
/// Finds recordings. Below the folder lies one folder for each camera, in it one for each day of the workshop, in it the
/// segments. The names tell all, so nothing can get out of step with the files.
/// </summary>
public sealed class SegmentIndex(string folder, TimeZoneInfo zone)
{
    private readonly LocalDays calendar = new(zone);
    private readonly ConcurrentDictionary<string, bool> beingWritten = [];
    private readonly ConcurrentDictionary<string, CameraSegments> cameras = [];

    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Ids of the cameras of which there are recordings, also of those no longer configured.</summary>
    public IReadOnlyList<string> Cameras() => [.. SegmentFolders.In(Folder).Where(CameraId.IsValid).Order(StringComparer.Ordinal)];

    /// <summary>Days of which there is a folder, oldest first.</summary>
    public IReadOnlyList<DateOnly> Days(string camera) => Of(camera).Days();

    /// <summary>All of one day, both streams, by their start.</summary>
    public IReadOnlyList<Segment> Day(string camera, DateOnly day) => Of(camera).Day(day);

    /// <summary>Segments of one stream that have a part in the span, by their start.</summary>
    public IReadOnlyList<Segment> Find(string camera, StreamRole stream, DateTimeOffset from, DateTimeOffset to) =>
        [.. Of(camera).Find(from, to).Where(segment => segment.Stream == stream)];

    /// <summary>All of one camera's recordings.</summary>
    public RecordedFigures FiguresOf(string camera) => Of(camera).Figures();

    /// <summary>The file, which retention may have taken away meanwhile.</summary>
    public string PathOf(string camera, Segment segment) => Of(camera).PathOf(segment);

    /// <summary>Deletes a segment, and the folders of its day and its camera when it was the last in them.</summary>
    /// <exception cref="IOException">It is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">It is still there.</exception>
    public void Remove(string camera, Segment segment) => Of(camera).Remove(segment);

    /// <summary>When the day begins in the workshop, with its offset from UTC.</summary>
    public DateTimeOffset StartOf(DateOnly day) => TimeZoneInfo.ConvertTime(calendar.StartOf(day), zone);

    // The calendar has no room for the days around its first and last.
    public DateOnly DayOf(DateTimeOffset at) => at.Year switch
    {
        < 2 => DateOnly.MinValue.AddDays(1),
        > 9998 => DateOnly.MaxValue.AddDays(-1),
        _ => calendar.DayOf(at),
    };

    internal string FolderOf(string camera, DateOnly day) => Of(camera).FolderOf(day);

    /// <summary>Begins a file in the folder of the day; it counts only after <see cref="Name"/>. Ends with <see cref="Release"/>.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    internal FileStream Create(string camera, DateTimeOffset start, string name)
    {
        var path = Path.Combine(FolderOf(camera, DayOf(start)), name);
        beingWritten[path] = true;
        try
        {
            return Of(camera).Create(start, name);
        }
        catch
        {
            Release(path);
            throw;
        }
    }

    internal void Release(string path) => beingWritten.TryRemove(path, out _);

    /// <summary>Whether it is a file that this run is writing.</summary>
    internal bool IsBeingWritten(string path) => beingWritten.ContainsKey(path);

    /// <summary>Gives a whole file this segment's name; from now on it is found.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    internal void Name(string camera, Segment segment, string path) => Of(camera).Name(segment, path);

    private CameraSegments Of(string camera) => cameras.GetOrAdd(camera, id => new CameraSegments(Path.Combine(Folder, id), DayOf));
}
