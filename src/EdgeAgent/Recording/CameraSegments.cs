using System.Globalization;

namespace EdgeAgent.Recording;

/// <summary>
/// One camera's recordings: its folder with one for each day. A day is read from disk when somebody asks for it, and the days
/// asked for last are kept. Cameras do not wait for each other's lists.
/// </summary>
/// <param name="dayOf">The day of the workshop in whose folder a segment that begins then lies.</param>
internal sealed class CameraSegments(string folder, Func<DateTimeOffset, DateOnly> dayOf)
{
    private const string DayFormat = "yyyy-MM-dd";

    // Today and the day before, in which what reaches into today begins, and a day that is looked at with those around it.
    private const int DaysKept = 5;

    private readonly Lock access = new();
    private readonly Dictionary<DateOnly, RecordedDay> days = [];
    private readonly Dictionary<DateOnly, DayFigures> figures = [];
    private readonly Dictionary<DateOnly, DateTime> written = [];
    private readonly LinkedList<DateOnly> lastAsked = new();

    /// <summary>Days of which there is a folder, oldest first.</summary>
    public IReadOnlyList<DateOnly> Days() =>
    [
        .. SegmentFolders.In(folder)
            .Select(day => DateOnly.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : (DateOnly?)null)
            .OfType<DateOnly>()
            .Order(),
    ];

    /// <summary>All of one day, both streams, by their start.</summary>
    public IReadOnlyList<Segment> Day(DateOnly day)
    {
        lock (access)
        {
            return [.. Load(day).Segments];
        }
    }

    /// <summary>What has a part in the span, both streams, by their start.</summary>
    public IReadOnlyList<Segment> Find(DateTimeOffset from, DateTimeOffset to)
    {
        // A segment lies in the folder of the day in which it begins.
        var (first, last) = (dayOf(from).DayNumber - 1, dayOf(to).DayNumber);
        var within = Days().Where(day => day.DayNumber >= first && day.DayNumber <= last);
        lock (access)
        {
            return [.. within.SelectMany(day => Load(day).Within(from, to))];
        }
    }

    /// <summary>A day is listed when somebody else has changed its folder, and counted up to date otherwise.</summary>
    public RecordedFigures Figures()
    {
        var (bytes, oldest) = (0L, (DateTimeOffset?)null);
        foreach (var day in Days())
        {
            // One day at a time: a recorder that has a segment to name must not wait for a whole disk.
            lock (access)
            {
                var known = IsUpToDate(day) && figures.TryGetValue(day, out var counted) ? counted : DayFigures.Of(Read(day));
                figures[day] = known;
                (bytes, oldest) = (bytes + known.Bytes, oldest ?? known.Oldest);
            }
        }

        return new RecordedFigures(bytes, oldest);
    }

    public string FolderOf(DateOnly day) => Path.Combine(folder, day.ToString(DayFormat, CultureInfo.InvariantCulture));

    public string PathOf(Segment segment) => Path.Combine(FolderOf(dayOf(segment.Start)), segment.FileName);

    /// <summary>Deletes a segment, and the folders of its day and its camera when it was the last in them.</summary>
    /// <exception cref="IOException">It is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">It is still there.</exception>
    public void Remove(Segment segment)
    {
        var day = dayOf(segment.Start);
        lock (access)
        {
            var recorded = Load(day);
            if (File.Exists(PathOf(segment)))
            {
                Change(day, () => File.Delete(PathOf(segment)));
            }

            recorded.Remove(segment);
            figures[day] = DayFigures.Of(recorded);
            if (recorded.Segments.Count == 0)
            {
                Forget(day);
            }
        }
    }

    /// <summary>Begins a file in the folder of the day; it counts only after <see cref="Name"/>.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public FileStream Create(DateTimeOffset start, string name)
    {
        // A folder that has just become empty may go at any time, but not in here.
        lock (access)
        {
            var day = dayOf(start);
            Directory.CreateDirectory(FolderOf(day));
            var path = Path.Combine(FolderOf(day), name);
            return Change(day, () => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete, 0));
        }
    }

    /// <summary>Gives a whole file this segment's name; from now on it is found.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Name(Segment segment, string path)
    {
        var day = dayOf(segment.Start);
        lock (access)
        {
            var target = PathOf(segment);
            Directory.CreateDirectory(FolderOf(day));
            var isNew = !File.Exists(target);
            Change(day, () => File.Move(path, target, overwrite: true));
            if (days.TryGetValue(day, out var recorded))
            {
                recorded.Add(segment);
                figures[day] = DayFigures.Of(recorded);
            }
            else if (isNew && figures.TryGetValue(day, out var counted))
            {
                figures[day] = counted.With(segment);
            }
        }
    }

    private RecordedDay Load(DateOnly day)
    {
        lastAsked.Remove(day);
        lastAsked.AddFirst(day);
        var isKnown = days.TryGetValue(day, out var loaded) && IsUpToDate(day);
        if (loaded is null || !isKnown)
        {
            days[day] = loaded = Read(day);
            figures[day] = DayFigures.Of(loaded);
        }

        while (lastAsked.Count > DaysKept)
        {
            days.Remove(lastAsked.Last!.Value);
            lastAsked.RemoveLast();
        }

        return loaded;
    }

    // Recordings are copied back and deleted by hand as well.
    private bool IsUpToDate(DateOnly day) => written.TryGetValue(day, out var known) && known == Directory.GetLastWriteTimeUtc(FolderOf(day));

    private T Change<T>(DateOnly day, Func<T> change)
    {
        var wasUpToDate = IsUpToDate(day);
        var result = change();
        if (wasUpToDate)
        {
            written[day] = Directory.GetLastWriteTimeUtc(FolderOf(day));
        }

        return result;
    }

    private void Change(DateOnly day, Action change) => Change(day, () =>
    {
        change();
        return true;
    });

    // Where the workshop's time zone was set anew, some lie in the folder of the day before or after.
    private RecordedDay Read(DateOnly day)
    {
        days.Remove(day);
        written[day] = Directory.GetLastWriteTimeUtc(FolderOf(day));
        var read = RecordedDay.Read(FolderOf(day));
        foreach (var misplaced in read.Segments.Where(segment => dayOf(segment.Start) != day).ToList())
        {
            read.Remove(misplaced);
            try
            {
                Name(misplaced, Path.Combine(FolderOf(day), misplaced.FileName));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It is not found until the disk takes it.
            }
        }

        return read;
    }

    private void Forget(DateOnly day)
    {
        days.Remove(day);
        figures.Remove(day);
        written.Remove(day);
        lastAsked.Remove(day);
        SegmentFolders.DeleteIfEmpty(FolderOf(day));
        SegmentFolders.DeleteIfEmpty(folder);
    }
}
