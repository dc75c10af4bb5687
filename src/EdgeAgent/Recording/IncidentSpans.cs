namespace EdgeAgent.Recording;

/// <summary>
/// When one camera had incidents, with what belongs to their clips before and after: what the recorder must keep. Told by
/// the camera's loop, asked by the recorder's thread.
/// </summary>
public sealed class IncidentSpans(TimeSpan before, TimeSpan after)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly Lock access = new();
    private readonly Dictionary<(string Incident, DateTimeOffset From), DateTimeOffset?> spans = [];

    /// <param name="started">Another one than before where the clock was set meanwhile: what was recorded by then has kept its names.</param>
    /// <param name="ended">Null while it goes on.</param>
    public void Tell(string incident, DateTimeOffset started, DateTimeOffset? ended)
    {
        lock (access)
        {
            foreach (var (span, to) in spans.ToList())
            {
                if (to is null && span.Incident == incident)
                {
                    spans[span] = span.From + Remembered;
                }
                else if (to < started - Remembered)
                {
                    spans.Remove(span);
                }
            }

            spans[(incident, started - before)] = ended + after;
        }
    }

    /// <summary>With what belongs to the clips.</summary>
    /// <returns>The incidents' ids; no end while one goes on.</returns>
    public IReadOnlyList<(string Incident, DateTimeOffset From, DateTimeOffset? To)> All()
    {
        lock (access)
        {
            return [.. spans.Select(span => (span.Key.Incident, span.Key.From, span.Value))];
        }
    }

    public bool Touch(DateTimeOffset from, DateTimeOffset to)
    {
        lock (access)
        {
            return spans.Any(span => span.Key.From < to && (span.Value is null || span.Value > from));
        }
    }
}
