using EdgeAgent.Cameras;

namespace EdgeAgent.Recording;

/// <summary>
/// One camera's segments of which it cannot be said yet whether they are kept. Whoever writes them asks, and a timer: a pause,
/// a lost camera or a restart leaves none undecided. May be used by several threads at once.
/// </summary>
/// <param name="kept">Called for each segment that stays.</param>
internal sealed class UndecidedSegments(string camera, SegmentIndex index, RecordingPlan plan, TimeProvider time, Action<Segment> kept)
{
    private readonly Lock access = new();
    private readonly HashSet<Segment> segments = [];

    public RecordingPlan Plan => plan;

    public void Add(Segment segment)
    {
        lock (access)
        {
            segments.Add(segment);
        }
    }

    /// <summary>Those that an earlier run may have left undecided: the last of the camera, for as long as a doubt lasts.</summary>
    /// <returns>The start of the oldest of them; null where there is none.</returns>
    public DateTimeOffset? AddLast()
    {
        var newest = plan.MayDoubt ? index.Days(camera).Reverse().Select(day => index.Day(camera, day)).FirstOrDefault(day => day.Count > 0) : null;
        if (newest is not null)
        {
            var since = newest.Max(segment => segment.End) - plan.Doubt;
            foreach (var stream in Enum.GetValues<StreamRole>())
            {
                index.Find(camera, stream, since, DateTimeOffset.MaxValue).ToList().ForEach(Add);
            }
        }

        var undecided = Copy();
        return undecided.Count > 0 ? undecided.Min(segment => segment.Start) : null;
    }

    public void Decide()
    {
        var now = time.GetUtcNow();
        foreach (var segment in Copy())
        {
            if (plan.Keeps(segment.Start, segment.End, now) is not { } isKept || !TryTake(segment))
            {
                continue;
            }

            if (isKept)
            {
                kept(segment);
            }
            else
            {
                Remove(segment);
            }
        }
    }

    // What cannot be deleted now is tried again; nothing goes unrecorded for it.
    private void Remove(Segment segment)
    {
        try
        {
            index.Remove(camera, segment);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Add(segment);
        }
    }

    private List<Segment> Copy()
    {
        lock (access)
        {
            return [.. segments];
        }
    }

    private bool TryTake(Segment segment)
    {
        lock (access)
        {
            return segments.Remove(segment);
        }
    }
}
