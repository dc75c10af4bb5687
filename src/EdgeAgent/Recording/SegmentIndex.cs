using System.Globalization;
using EdgeAgent.Cameras;

namespace EdgeAgent.Recording;

/// <summary>
/// Finds recordings. Below the folder lies one folder for each camera, in it one for each day of the workshop, in it the
/// segments. The names tell all, so nothing can get out of step with the files; a day is read from disk when somebody
/// asks for it, and the days asked for last are kept.
/// </summary>
public sealed class SegmentIndex(string folder, TimeZoneInfo zone)
{
    private const string DayFormat = "yyyy-MM-dd";
    private const int DaysKept = 16;

    private readonly Lock access = new();
    private readonly Dictionary<(string Camera, DateOnly Day), RecordedDay> days = [];
    private readonly LinkedList<(string Camera, DateOnly Day)> lastAsked = new();

    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Ids of the cameras of which there are recordings, also of those no longer configured.</summary>
    public IReadOnlyList<string> Cameras() =>
        Directory.Exists(Folder) ? [.. Directory.EnumerateDirectories(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];

    /// <summary>Days of which there is a folder, oldest first.</summary>
    public IReadOnlyList<DateOnly> Days(string camera)
    {
        var path = Path.Combine(Folder, camera);
        if (!Directory.Exists(path))
        {
            return [];
        }

        return
        [
            .. Directory.EnumerateDirectories(path)
                .Select(day => DateOnly.TryParseExact(Path.GetFileName(day), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : (DateOnly?)null)
                .OfType<DateOnly>()
                .Order(),
        ];
    }

    /// <summary>All of one day, both streams, by their start.</summary>
    public IReadOnlyList<Segment> Day(string camera, DateOnly day)
    {
        lock (access)
        {
            return [.. Load(camera, day).Segments];
        }
    }

    /// <summary>Segments of one stream that have a part in the span, by their start.</summary>
    public IReadOnlyList<Segment> Find(string camera, StreamRole stream, DateTimeOffset from, DateTimeOffset to)
    {
        var found = new List<Segment>();

        // A segment lies in the folder of the day in which it begins.
        var (first, last) = (DayOf(from).AddDays(-1), DayOf(to));
        lock (access)
        {
            for (var day = first; day <= last; day = day.AddDays(1))
            {
                found.AddRange(Load(camera, day).Within(from, to).Where(segment => segment.Stream == stream));
            }
        }

        return found;
    }

    /// <summary>The file, which retention may have taken away meanwhile.</summary>
    public string PathOf(string camera, Segment segment) => Path.Combine(FolderOf(camera, DayOf(segment.Start)), segment.FileName);

    /// <summary>Deletes a segment, and its day's folder when it was the last.</summary>
    /// <exception cref="IOException">It is still there.</exception>
    public void Remove(string camera, Segment segment)
    {
        var day = DayOf(segment.Start);
        lock (access)
        {
            File.Delete(PathOf(camera, segment));
            if (days.TryGetValue((camera, day), out var known) && known.Remove(segment))
            {
                days.Remove((camera, day));
                DeleteIfEmpty(FolderOf(camera, day));
            }
        }
    }

    /// <summary>When the day begins in the workshop.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
    }

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    internal string FolderOf(string camera, DateOnly day) =>
        Path.Combine(Folder, camera, day.ToString(DayFormat, CultureInfo.InvariantCulture));

    /// <summary>A file has got this segment's name.</summary>
    internal void Add(string camera, Segment segment)
    {
        lock (access)
        {
            if (days.TryGetValue((camera, DayOf(segment.Start)), out var known))
            {
                known.Add(segment);
            }
        }
    }

    private RecordedDay Load(string camera, DateOnly day)
    {
        var key = (camera, day);
        lastAsked.Remove(key);
        lastAsked.AddFirst(key);
        if (!days.TryGetValue(key, out var loaded))
        {
            days[key] = loaded = RecordedDay.Read(FolderOf(camera, day));
        }

        while (lastAsked.Count > DaysKept)
        {
            days.Remove(lastAsked.Last!.Value);
            lastAsked.RemoveLast();
        }

        return loaded;
    }

    private static void DeleteIfEmpty(string path)
    {
        if (Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any())
        {
            Directory.Delete(path);
        }
    }
}
