namespace EdgeAgent.Detection;

/// <summary>
/// Decides on which pictures the detector runs: on every one that moves, shortly after, and now and then while
/// something that stands still is known. A quiet picture of an empty room costs nothing.
/// </summary>
public sealed class InferenceSchedule(TimeSpan stillLook)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(0.6);

    private DateTimeOffset lastMotion = DateTimeOffset.MinValue;
    private DateTimeOffset lastInference = DateTimeOffset.MinValue;

    /// <param name="moves">Whether the picture moves.</param>
    /// <param name="known">Whether anything is being followed.</param>
    /// <param name="missed">Whether something followed was not found at the last inference.</param>
    public bool Decide(DateTimeOffset at, bool moves, bool known, bool missed)
    {
        if (moves)
        {
            lastMotion = at;
        }

        // Distances, not differences: after the box's clock was put back, neither would be right for as long as that.
        var due = (at - lastMotion).Duration() <= Settling || missed || (known && (at - lastInference).Duration() >= stillLook);
        if (due)
        {
            lastInference = at;
        }

        return due;
    }
}
