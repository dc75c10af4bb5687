namespace EdgeAgent.Recording;

/// <summary>What a recording is worth when something must be given up; the higher, the later.</summary>
internal enum RecordingWorth
{
    /// <summary>Nothing happened.</summary>
    Quiet,

    /// <summary>It belongs to incidents that are over and delivered.</summary>
    Delivered,

    /// <summary>It belongs to an incident that goes on or that the centre does not know of yet.</summary>
    Unsent,
}

/// <summary>When there were incidents, with what belongs to their clips before and after.</summary>
/// <param name="To">Null while it goes on.</param>
/// <param name="IsUnsent">Something of it has not been delivered.</param>
public sealed record IncidentTime(string Camera, DateTimeOffset From, DateTimeOffset? To, bool IsUnsent);

/// <summary>Tells of every recording to which incidents it belongs.</summary>
internal sealed class IncidentCalendar(IEnumerable<IncidentTime> incidents)
{
    private readonly Dictionary<(string Camera, bool IsUnsent), List<(DateTimeOffset From, DateTimeOffset To)>> spans = incidents
        .GroupBy(incident => (incident.Camera, IsUnsent: incident.IsUnsent || incident.To is null))
        .ToDictionary(group => group.Key, Joined);

    public RecordingWorth Of(string camera, Segment segment) =>
        Touches(camera, true, segment) ? RecordingWorth.Unsent
        : Touches(camera, false, segment) ? RecordingWorth.Delivered
        : RecordingWorth.Quiet;

    private bool Touches(string camera, bool isUnsent, Segment segment)
    {
        if (!spans.TryGetValue((camera, isUnsent), out var times))
        {
            return false;
        }

        // They are apart and in order: the last that begins before the segment's end is the only one that can reach it.
        var (low, high) = (0, times.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = times[middle].From < segment.End ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && times[low - 1].To > segment.Start;
    }

    private static List<(DateTimeOffset From, DateTimeOffset To)> Joined(IEnumerable<IncidentTime> incidents)
    {
        List<(DateTimeOffset From, DateTimeOffset To)> joined = [];
        foreach (var incident in incidents.OrderBy(incident => incident.From))
        {
            var to = incident.To ?? DateTimeOffset.MaxValue;
            if (joined.Count > 0 && joined[^1].To >= incident.From)
            {
                joined[^1] = (joined[^1].From, joined[^1].To > to ? joined[^1].To : to);
            }
            else
            {
                joined.Add((incident.From, to));
            }
        }

        return joined;
    }
}
