namespace EdgeAgent.Storage;

/// <summary>The workshop's calendar days as spans of instants, without gap or overlap, also where a day has 23 or 25 hours.</summary>
public sealed class LocalDays(TimeZoneInfo zone)
{
    /// <summary>Id of the time zone, e.g. Asia/Shanghai.</summary>
    public string TimeZone => zone.Id;

    /// <summary>The day that holds the instant.</summary>
    public DateOnly DayOf(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        return at < StartOf(day) ? day.AddDays(-1) : at >= StartOf(day.AddDays(1)) ? day.AddDays(1) : day;
    }

    /// <summary>Local midnight, in UTC; where it comes twice the first, where the clock leaps over it the moment of that leap.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max()
            : zone.IsInvalidTime(midnight) ? zone.GetUtcOffset(midnight.AddDays(-1))
            : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }

    /// <summary>How long the day is: 86400, or 82800 or 90000 where the clock is changed.</summary>
    public int SecondsOf(DateOnly day) => (int)(StartOf(day.AddDays(1)) - StartOf(day)).TotalSeconds;
}
