namespace EdgeAgent.Recording;

/// <summary>
/// When one camera had incidents, with what belongs to their clips before and after: what the recorder must keep. Told by
/// the camera's loop, asked by the recorder's thread.
/// </summary>
public sealed class IncidentSpans(TimeSpan before, TimeSpan after)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

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

    public bool Touch(DateTimeOffset from, DateTimeOffset to)
    {
        lock (access)
        {
            return spans.Values.Any(span => span.From < to && (span.To is null || span.To > from));
        }
    }
}
