namespace EdgeAgent.Recording;

/// <summary>Which segments are kept: all, those of some hours, those around incidents, none.</summary>
/// <param name="doubt">As <see cref="LongestDoubt"/> says.</param>
internal sealed class RecordingPlan(RecordingOptions options, TimeZoneInfo zone, IncidentSpans incidents, TimeSpan doubt)
{
    /// <summary>After so long it is known whether a segment belongs to an incident.</summary>
    public TimeSpan Doubt => doubt;

    /// <summary>Whether some segments are kept only for incidents.</summary>
    public bool MayDoubt => options.Schedule is RecordingSchedule.Hours or RecordingSchedule.Incidents;

    /// <summary>Whether anything may have to be kept; where not, the stream is opened only when somebody looks.</summary>
    public bool Records => options.Schedule != RecordingSchedule.Never;

    /// <returns>Null while that cannot be said yet.</returns>
    public bool? Keeps(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        if (IsOn(from) || IsOn(to) || incidents.Touch(from, to))
        {
            return true;
        }

        return now - to > doubt ? false : null;
    }

    private bool IsOn(DateTimeOffset at) => options.Schedule switch
    {
        RecordingSchedule.Always => true,
        RecordingSchedule.Hours => options.Hours.Any(hours => hours.Contains(TimeZoneInfo.ConvertTime(at, zone))),
        _ => false,
    };
}
