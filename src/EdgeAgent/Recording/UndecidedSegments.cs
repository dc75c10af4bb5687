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
    private readonly Dictionary<Segment, Waiting> segments = [];

    public RecordingPlan Plan => plan;

    /// <summary>Of a segment that has just ended.</summary>
    public void Add(Segment segment) => Add(segment, TimeSpan.Zero);

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
                foreach (var segment in index.Find(camera, stream, since, DateTimeOffset.MaxValue))
                {
                    var age = time.GetUtcNow() - segment.End;
                    Add(segment, age > TimeSpan.Zero ? age : TimeSpan.Zero);
                }
            }
        }

        var undecided = Copy();
        return undecided.Count > 0 ? undecided.Min(each => each.Segment.Start) : null;
    }

    public void Decide()
    {
        foreach (var (segment, waiting) in Copy())
        {
            // By what has passed, not by what the clock shows: one that jumps ahead must not cost what was recorded just now.
            var age = waiting.Age + time.GetElapsedTime(waiting.Since);
            if (plan.Keeps(segment.Start, segment.End, segment.End + age) is not { } isKept || !TryTake(segment))
            {
                continue;
            }

            if (isKept)
            {
                kept(segment);
            }
            else
            {
                Remove(segment, age);
            }
        }
    }

    private void Add(Segment segment, TimeSpan age)
    {
        lock (access)
        {
            segments.TryAdd(segment, new Waiting(age, time.GetTimestamp()));
        }
    }

    // What cannot be deleted now is tried again; nothing goes unrecorded for it.
    private void Remove(Segment segment, TimeSpan age)
    {
        try
        {
            index.Remove(camera, segment);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Add(segment, age);
        }
    }

    private List<(Segment Segment, Waiting Waiting)> Copy()
    {
        lock (access)
        {
            return [.. segments.Select(each => (each.Key, each.Value))];
        }
    }

    private bool TryTake(Segment segment)
    {
        lock (access)
        {
            return segments.Remove(segment);
        }
    }

    /// <param name="Age">How long it had ended when its waiting began.</param>
    /// <param name="Since">Timestamp of that.</param>
    private readonly record struct Waiting(TimeSpan Age, long Since);
}
