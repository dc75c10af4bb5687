namespace EdgeAgent.Recording;

/// <summary>
/// When one camera had incidents, with what belongs to their clips before and after: what the recorder must keep. Told by
/// the camera's loop, asked by the recorder's thread.
/// </summary>
public sealed class IncidentSpans(TimeSpan before, TimeSpan after)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly Lock access = new();
    private readonly Dictionary<string, (DateTimeOffset From, DateTimeOffset? To)> spans = [];

    /// <param name="ended">Null while it goes on.</param>
    public void Tell(string incident, DateTimeOffset started, DateTimeOffset? ended)
    {
        lock (access)
        {
            spans[incident] = (started - before, ended + after);
            foreach (var (old, _) in spans.Where(span => span.Value.To < started - Remembered).ToList())
            {
                spans.Remove(old);
            }
        }
    }

    /// <summary>With what belongs to the clips.</summary>
    /// <returns>The incidents' ids; no end while one goes on.</returns>
    public IReadOnlyList<(string Incident, DateTimeOffset From, DateTimeOffset? To)> All()
    {
        lock (access)
        {
            return [.. spans.Select(span => (span.Key, span.Value.From, span.Value.To))];
        }
    }

    public bool Touch(DateTimeOffset from, DateTimeOffset to)
    {
        lock (access)
        {
            return spans.Values.Any(span => span.From < to && (span.To is null || span.To > from));
        }
    }
}
