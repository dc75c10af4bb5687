using System.Globalization;
using EdgeAgent.Cameras;
using EdgeAgent.Recording;

namespace EdgeAgent.StatusPage;

/// <summary>Answer of /api/recordings: what there is of one camera and day.</summary>
/// <param name="DayStart">Midnight in the workshop, with its offset from UTC.</param>
/// <param name="DayEnd">The next midnight.</param>
/// <param name="Days">All days of which there are recordings of this camera, oldest first.</param>
/// <param name="Cameras">All cameras that there are or were, to choose from.</param>
/// <param name="Streams">By name; only those of which something is recorded on that day.</param>
internal sealed record RecordingsReport(
    string Camera,
    DateOnly Day,
    DateTimeOffset DayStart,
    DateTimeOffset DayEnd,
    IReadOnlyList<DateOnly> Days,
    IReadOnlyList<RecordedCamera> Cameras,
    IReadOnlyDictionary<string, RecordedStream> Streams)
{
    private const string DayFormat = "yyyy-MM-dd";
    private static readonly DateOnly First = new(2000, 1, 1);
    private static readonly DateOnly Last = new(2199, 12, 31);

    /// <param name="day">Today without it.</param>
    public static IResult Answer(StatusSources sources, string? camera, string? day)
    {
        var index = sources.Recordings.Index;
        var date = index.DayOf(sources.Time.GetUtcNow());
        if (day is not null
            && !(DateOnly.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out date) && date >= First && date <= Last))
        {
            return TypedResults.BadRequest("day is a date such as 2026-11-25");
        }

        var cameras = RecordedCamera.All(sources);
        return camera is null || cameras.All(known => known.Id != camera)
            ? TypedResults.NotFound("No such camera.")
            : TypedResults.Json(From(index, camera, date, cameras), PageJson.Options);
    }

    private static RecordingsReport From(SegmentIndex index, string camera, DateOnly day, IReadOnlyList<RecordedCamera> cameras)
    {
        var (start, end) = (index.StartOf(day), index.StartOf(day.AddDays(1)));
        var streams = new Dictionary<string, RecordedStream>();
        foreach (var role in Enum.GetValues<StreamRole>())
        {
            if (RecordedStream.From(index, camera, index.Find(camera, role, start, end)) is { } stream)
            {
                streams[StreamName.Of(role)] = stream;
            }
        }

        return new RecordingsReport(camera, day, start, end, index.Days(camera), cameras, streams);
    }
}

internal sealed record RecordedCamera(string Id, string Name)
{
    /// <summary>The cameras that are watched, then those of which only recordings are left.</summary>
    public static IReadOnlyList<RecordedCamera> All(StatusSources sources)
    {
        var watched = CameraReport.Names(sources);
        var gone = sources.Recordings.Index.Cameras().Where(id => !watched.ContainsKey(id));
        return [.. watched.Select(camera => new RecordedCamera(camera.Key, camera.Value)), .. gone.Select(id => new RecordedCamera(id, id))];
    }
}

/// <param name="MediaType">As browsers are asked whether they play it.</param>
/// <param name="Runs">When it was recorded without a gap.</param>
internal sealed record RecordedStream(string MediaType, bool H265, IReadOnlyList<RecordedRun> Runs, long Bytes)
{
    /// <param name="segments">By their start.</param>
    /// <returns>Null where there is nothing that can be played.</returns>
    public static RecordedStream? From(SegmentIndex index, string camera, IReadOnlyList<Segment> segments)
    {
        // The newest is the last that retention takes away.
        var head = segments.Reverse().Take(3).Select(segment => SegmentStart.Read(index.PathOf(camera, segment))?.Head).FirstOrDefault(head => head is not null);
        return head is null ? null : new RecordedStream(head.MediaType, head.IsH265, RecordedRun.Of(segments), segments.Sum(segment => segment.Bytes));
    }
}

internal sealed record RecordedRun(DateTimeOffset From, DateTimeOffset To)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<RecordedRun> Of(IReadOnlyList<Segment> segments)
    {
        var runs = new List<RecordedRun>();
        foreach (var segment in segments)
        {
            if (runs.Count > 0 && segment.Start - runs[^1].To <= Tolerance)
            {
                runs[^1] = runs[^1] with { To = segment.End > runs[^1].To ? segment.End : runs[^1].To };
            }
            else
            {
                runs.Add(new RecordedRun(segment.Start, segment.End));
            }
        }

        return runs;
    }
}
