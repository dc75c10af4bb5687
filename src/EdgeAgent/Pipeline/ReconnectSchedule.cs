using EdgeAgent.Uplink;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>
/// How long to wait before a camera's stream is opened again. Most failures are tried again soon; a refused login only
/// after a minute or more, because cameras lock an account after a few wrong passwords in half an hour or so.
/// </summary>
internal sealed class ReconnectSchedule(Random random)
{
    // "Back within 30 s of being back" leaves room for an attempt that hangs until its own limit of 10 s.
    private readonly RetrySchedule soon = new(new RetryOptions { FirstSeconds = 1, MaximumSeconds = 15 }, random);

    // Each wait is between half of its limit and the whole: at least 60 s at first, 15 minutes at most.
    private readonly RetrySchedule slow = new(new RetryOptions { FirstSeconds = 120, MaximumSeconds = 900 }, random);

    /// <param name="failure">Why the last attempt ended; null when the source came to its end.</param>
    public TimeSpan NextDelay(StreamFailure? failure) =>
        failure == StreamFailure.LoginRefused ? slow.NextDelay() : soon.NextDelay();

    /// <summary>Pictures came: the next waits are the shortest again.</summary>
    public void Reset()
    {
        soon.Reset();
        slow.Reset();
    }
}
