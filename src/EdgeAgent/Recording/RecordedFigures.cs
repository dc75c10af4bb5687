namespace EdgeAgent.Recording;

/// <summary>How much is recorded of one camera.</summary>
/// <param name="Bytes">Of all its segments.</param>
/// <param name="Oldest">Start of the oldest; null where there is none.</param>
public sealed record RecordedFigures(long Bytes, DateTimeOffset? Oldest);

/// <summary>The same of one day: what is kept of the days whose segments are not in memory.</summary>
internal readonly record struct DayFigures(long Bytes, DateTimeOffset? Oldest)
{
    public static DayFigures Of(RecordedDay day) => new(day.Bytes, day.Segments.Count > 0 ? day.Segments[0].Start : null);

    public DayFigures With(Segment segment) => new(Bytes + segment.Bytes, Oldest < segment.Start ? Oldest : segment.Start);
}
