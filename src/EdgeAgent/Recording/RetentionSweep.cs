namespace EdgeAgent.Recording;

/// <summary>One round of giving up, with what came of it.</summary>
/// <param name="limit">What ended before has had its days.</param>
/// <param name="fresh">What ends later may still turn out to belong to an incident.</param>
/// <param name="ahead">What begins later was recorded by a clock that was wrong, and would outlast all else.</param>
internal sealed class RetentionSweep(SegmentIndex index, IncidentCalendar calendar, DateTimeOffset limit, DateTimeOffset fresh, DateTimeOffset ahead)
{
    private static readonly TimeSpan Seam = TimeSpan.FromSeconds(1);

    private readonly List<GivenUp> early = [];

    /// <summary>What went before its days were over, joined to spans, oldest first.</summary>
    public IReadOnlyList<GivenUp> Early => [.. early.GroupBy(span => span.Camera).SelectMany(Joined).OrderBy(span => span.From)];

    public long EarlyBytes { get; private set; }

    public int OldSegments { get; private set; }

    /// <summary>Why something is still there; null where nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>What has had its days, but for what is not delivered.</summary>
    public void GiveUpOld(string camera)
    {
        var old = OldestFirst(camera).TakeWhile(segment => segment.Start < limit).Where(segment => segment.End < limit);
        foreach (var segment in old.Where(segment => calendar.Of(camera, segment) != RecordingWorth.Unsent))
        {
            OldSegments += TryRemove(camera, segment) ? 1 : 0;
        }
    }

    /// <returns>Whether there was as much.</returns>
    public bool TryGiveUp(IReadOnlyList<string> cameras, long bytes)
    {
        foreach (var worth in new[] { RecordingWorth.Quiet, RecordingWorth.Delivered })
        {
            var past = OldestFirst(cameras).TakeWhile(each => each.Segment.Start < fresh).Where(each => each.Segment.End < fresh);
            foreach (var (camera, segment) in cameras.SelectMany(OfTheFuture).Concat(past))
            {
                if (bytes <= 0)
                {
                    return true;
                }

                if (calendar.Of(camera, segment) == worth && TryRemove(camera, segment))
                {
                    bytes -= segment.Bytes;
                    Count(camera, segment);
                }
            }
        }

        return bytes <= 0;
    }

    private IEnumerable<(string Camera, Segment Segment)> OfTheFuture(string camera)
    {
        var first = index.DayOf(ahead);
        return index.Days(camera).Where(day => day >= first)
            .SelectMany(day => index.Day(camera, day)).Where(segment => segment.Start > ahead).Select(segment => (camera, segment));
    }

    private IEnumerable<Segment> OldestFirst(string camera) => index.Days(camera).SelectMany(day => index.Day(camera, day));

    private IEnumerable<(string Camera, Segment Segment)> OldestFirst(IReadOnlyList<string> cameras)
    {
        var next = new PriorityQueue<(string Camera, IEnumerator<Segment> Segments), DateTimeOffset>();
        foreach (var camera in cameras)
        {
            Enqueue(camera, OldestFirst(camera).GetEnumerator());
        }

        while (next.TryDequeue(out var first, out _))
        {
            yield return (first.Camera, first.Segments.Current);
            Enqueue(first.Camera, first.Segments);
        }

        void Enqueue(string camera, IEnumerator<Segment> segments)
        {
            if (segments.MoveNext())
            {
                next.Enqueue((camera, segments), segments.Current.Start);
            }
        }
    }

    // One folder that cannot be written is no reason to fill the disk with the others.
    private bool TryRemove(string camera, Segment segment)
    {
        try
        {
            index.Remove(camera, segment);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Problem ??= error.Message;
            return false;
        }
    }

    private void Count(string camera, Segment segment)
    {
        EarlyBytes += segment.Bytes;
        early.Add(new GivenUp(camera, segment.Start, segment.End));
    }

    private static List<GivenUp> Joined(IEnumerable<GivenUp> spans)
    {
        List<GivenUp> joined = [];
        foreach (var span in spans.OrderBy(span => span.From))
        {
            if (joined.Count > 0 && span.From - joined[^1].To < Seam)
            {
                joined[^1] = joined[^1] with { To = span.To > joined[^1].To ? span.To : joined[^1].To };
            }
            else
            {
                joined.Add(span);
            }
        }

        return joined;
    }
}
