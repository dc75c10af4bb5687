using System.Collections.Concurrent;
using System.Globalization;
using EdgeAgent.Cameras;
using EdgeAgent.Storage;

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

    private static readonly EnumerationOptions Readable = new() { AttributesToSkip = FileAttributes.None };

    private readonly LocalDays calendar = new(zone);
    private readonly Lock access = new();
    private readonly ConcurrentDictionary<string, bool> beingWritten = [];
    private readonly Dictionary<(string Camera, DateOnly Day), RecordedDay> days = [];
    private readonly Dictionary<(string Camera, DateOnly Day), DayFigures> figures = [];
    private readonly Dictionary<(string Camera, DateOnly Day), DateTime> written = [];
    private readonly LinkedList<(string Camera, DateOnly Day)> lastAsked = new();

    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Ids of the cameras of which there are recordings, also of those no longer configured.</summary>
    public IReadOnlyList<string> Cameras() => [.. FoldersIn(Folder).Where(CameraId.IsValid).Order(StringComparer.Ordinal)];

    /// <summary>Days of which there is a folder, oldest first.</summary>
    public IReadOnlyList<DateOnly> Days(string camera) =>
    [
        .. FoldersIn(Path.Combine(Folder, camera))
            .Select(day => DateOnly.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : (DateOnly?)null)
            .OfType<DateOnly>()
            .Order(),
    ];

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
        // A segment lies in the folder of the day in which it begins.
        var (first, last) = (DayOf(from).DayNumber - 1, DayOf(to).DayNumber);
        var within = Days(camera).Where(day => day.DayNumber >= first && day.DayNumber <= last);
        lock (access)
        {
            return [.. within.SelectMany(day => Load(camera, day).Within(from, to)).Where(segment => segment.Stream == stream)];
        }
    }

    /// <summary>All of one camera's recordings; a day is listed when somebody else has changed its folder, and counted up to date otherwise.</summary>
    public RecordedFigures FiguresOf(string camera)
    {
        var (bytes, oldest) = (0L, (DateTimeOffset?)null);
        foreach (var day in Days(camera))
        {
            // One day at a time: a recorder that has a segment to name must not wait for a whole disk.
            lock (access)
            {
                var known = IsUpToDate(camera, day) && figures.TryGetValue((camera, day), out var counted) ? counted : DayFigures.Of(Read(camera, day));
                figures[(camera, day)] = known;
                (bytes, oldest) = (bytes + known.Bytes, oldest ?? known.Oldest);
            }
        }

        return new RecordedFigures(bytes, oldest);
    }

    /// <summary>The file, which retention may have taken away meanwhile.</summary>
    public string PathOf(string camera, Segment segment) => Path.Combine(FolderOf(camera, DayOf(segment.Start)), segment.FileName);

    /// <summary>Deletes a segment, and the folders of its day and its camera when it was the last in them.</summary>
    /// <exception cref="IOException">It is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">It is still there.</exception>
    public void Remove(string camera, Segment segment)
    {
        var key = (camera, DayOf(segment.Start));
        lock (access)
        {
            var day = Load(camera, key.Item2);
            if (File.Exists(PathOf(camera, segment)))
            {
                Change(camera, key.Item2, () => File.Delete(PathOf(camera, segment)));
            }

            day.Remove(segment);
            figures[key] = DayFigures.Of(day);
            if (day.Segments.Count == 0)
            {
                Forget(camera, key.Item2);
            }
        }
    }

    /// <summary>When the day begins in the workshop, with its offset from UTC.</summary>
    public DateTimeOffset StartOf(DateOnly day) => TimeZoneInfo.ConvertTime(calendar.StartOf(day), zone);

    // The calendar has no room for the days around its first and last.
    public DateOnly DayOf(DateTimeOffset at) => at.Year switch
    {
        < 2 => DateOnly.MinValue.AddDays(1),
        > 9998 => DateOnly.MaxValue.AddDays(-1),
        _ => calendar.DayOf(at),
    };

    internal string FolderOf(string camera, DateOnly day) =>
        Path.Combine(Folder, camera, day.ToString(DayFormat, CultureInfo.InvariantCulture));

    /// <summary>Begins a file in the folder of the day; it counts only after <see cref="Name"/>. Ends with <see cref="Release"/>.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    internal FileStream Create(string camera, DateTimeOffset start, string name)
    {
        // A folder that has just become empty may go at any time, but not in here.
        lock (access)
        {
            var folder = FolderOf(camera, DayOf(start));
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, name);
            beingWritten[path] = true;
            try
            {
                return Change(camera, DayOf(start), () => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete, 0));
            }
            catch
            {
                Release(path);
                throw;
            }
        }
    }

    internal void Release(string path) => beingWritten.TryRemove(path, out _);

    /// <summary>Whether it is a file that this run is writing.</summary>
    internal bool IsBeingWritten(string path) => beingWritten.ContainsKey(path);

    /// <summary>Gives a whole file this segment's name; from now on it is found.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    internal void Name(string camera, Segment segment, string path)
    {
        var key = (camera, DayOf(segment.Start));
        lock (access)
        {
            var target = PathOf(camera, segment);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var isNew = !File.Exists(target);
            Change(camera, key.Item2, () => File.Move(path, target, overwrite: true));
            if (days.TryGetValue(key, out var day))
            {
                day.Add(segment);
                figures[key] = DayFigures.Of(day);
            }
            else if (isNew && figures.TryGetValue(key, out var counted))
            {
                figures[key] = counted.With(segment);
            }
        }
    }

    private RecordedDay Load(string camera, DateOnly day)
    {
        var key = (camera, day);
        lastAsked.Remove(key);
        lastAsked.AddFirst(key);
        var isKnown = days.TryGetValue(key, out var loaded) && IsUpToDate(camera, day);
        if (loaded is null || !isKnown)
        {
            days[key] = loaded = Read(camera, day);
            figures[key] = DayFigures.Of(loaded);
        }

        while (lastAsked.Count > DaysKept)
        {
            days.Remove(lastAsked.Last!.Value);
            lastAsked.RemoveLast();
        }

        return loaded;
    }

    // Recordings are copied back and deleted by hand as well.
    private bool IsUpToDate(string camera, DateOnly day) =>
        written.TryGetValue((camera, day), out var known) && known == Directory.GetLastWriteTimeUtc(FolderOf(camera, day));

    private T Change<T>(string camera, DateOnly day, Func<T> change)
    {
        var wasUpToDate = IsUpToDate(camera, day);
        var result = change();
        if (wasUpToDate)
        {
            written[(camera, day)] = Directory.GetLastWriteTimeUtc(FolderOf(camera, day));
        }

        return result;
    }

    private void Change(string camera, DateOnly day, Action change) => Change(camera, day, () =>
    {
        change();
        return true;
    });

    // Where the workshop's time zone was set anew, some lie in the folder of the day before or after.
    private RecordedDay Read(string camera, DateOnly day)
    {
        days.Remove((camera, day));
        written[(camera, day)] = Directory.GetLastWriteTimeUtc(FolderOf(camera, day));
        var read = RecordedDay.Read(FolderOf(camera, day));
        foreach (var misplaced in read.Segments.Where(segment => DayOf(segment.Start) != day).ToList())
        {
            read.Remove(misplaced);
            try
            {
                Name(camera, misplaced, Path.Combine(FolderOf(camera, day), misplaced.FileName));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It is not found until the disk takes it.
            }
        }

        return read;
    }

    private void Forget(string camera, DateOnly day)
    {
        days.Remove((camera, day));
        figures.Remove((camera, day));
        written.Remove((camera, day));
        lastAsked.Remove((camera, day));
        DeleteIfEmpty(FolderOf(camera, day));
        DeleteIfEmpty(Path.Combine(Folder, camera));
    }

    private static IEnumerable<string> FoldersIn(string path) =>
        Directory.Exists(path) ? Directory.EnumerateDirectories(path, "*", Readable).Select(each => Path.GetFileName(each)) : [];

    private static void DeleteIfEmpty(string path)
    {
        if (Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any())
        {
            Directory.Delete(path);
        }
    }
}
