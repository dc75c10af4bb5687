using EdgeAgent.Uplink;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>
/// How long to wait before a camera's stream is opened again. Most failures are tried again soon; a refused login only
/// after 5 minutes or more: cameras lock an account after 5 to 7 wrong passwords within half an hour, into which at most
/// 4 attempts fall so.
/// </summary>
internal sealed class ReconnectSchedule(Random random)
{
    // "Back within 30 s of being back" leaves room for an attempt that hangs until its own limit of 10 s.
    private readonly RetrySchedule soon = new(new RetryOptions { FirstSeconds = 1, MaximumSeconds = 15 }, random);

    // Each wait is between half of its limit and the whole: at least 5 minutes at first, half an hour at most.
    private readonly RetrySchedule slow = new(new RetryOptions { FirstSeconds = 600, MaximumSeconds = 1800 }, random);

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
