namespace EdgeAgent.Recording;

/// <summary>
/// Puts a stream's own time onto the agent's steady one. A picture cannot arrive before it was taken, so of all arrivals the
/// earliest, measured against the stream's time, is nearest to the truth: a camera sends what it has kept in a burst, and
/// a network delays. A lag that lasts for a whole group of pictures is a clock that runs slow.
/// </summary>
internal sealed class StreamClock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);

    private DateTimeOffset? zero;
    private DateTimeOffset earliestOfGroup = DateTimeOffset.MaxValue;

    /// <summary>Call for each fragment when all of it is there.</summary>
    /// <param name="end">Where it ends in the stream's time.</param>
    public void Arrived(TimeSpan end, bool isKey, DateTimeOffset now)
    {
        var candidate = now - end;
        if (isKey && zero is { } known && earliestOfGroup != DateTimeOffset.MaxValue && earliestOfGroup > known + Patience)
        {
            zero = earliestOfGroup;
        }

        if (isKey)
        {
            earliestOfGroup = DateTimeOffset.MaxValue;
        }

        earliestOfGroup = candidate < earliestOfGroup ? candidate : earliestOfGroup;
        zero = zero is { } before && before <= candidate ? before : candidate;
    }

    /// <summary>The moment in steady time; call after the first arrival.</summary>
    public DateTimeOffset At(TimeSpan streamTime) => zero!.Value + streamTime;
}
