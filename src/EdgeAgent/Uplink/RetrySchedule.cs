using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeAgent.Uplink;

/// <summary>How long to wait before the next attempt.</summary>
public sealed record RetryOptions
{
    [Range(0.05, 30), Description("Seconds before the second attempt at most; doubles with each failure.")]
    public double FirstSeconds { get; init; } = 1;

    [Range(1, 30), Description("Seconds between attempts at most.")]
    public double MaximumSeconds { get; init; } = 30;
}

/// <summary>
/// Waits that double up to a limit, each shortened at random by up to half, so that a thousand boxes do not come back to
/// a broker in the same second ("equal jitter", M. Brooker, Exponential Backoff And Jitter, 2015).
/// </summary>
public sealed class RetrySchedule(RetryOptions options, Random random)
{
    private double ceilingSeconds = options.FirstSeconds;

    /// <summary>Between half of the present limit and the whole of it; the limit of the next call is twice as long.</summary>
    public TimeSpan NextDelay()
    {
        var ceiling = Math.Min(ceilingSeconds, options.MaximumSeconds);
        ceilingSeconds = ceiling * 2;
        return TimeSpan.FromSeconds(ceiling * (1 + random.NextDouble()) / 2);
    }

    /// <summary>Things work again: the next wait is a short one.</summary>
    public void Reset() => ceilingSeconds = options.FirstSeconds;
}
