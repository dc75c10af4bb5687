namespace EdgeAgent.Uplink.Commands;

/// <summary>So many at once, and then one each so often. For one thread.</summary>
/// <param name="capacity">How many at once.</param>
/// <param name="every">How long it takes until there is one more.</param>
internal sealed class TokenBucket(int capacity, TimeSpan every, TimeProvider time)
{
    private double tokens = capacity;
    private long filledAt = time.GetTimestamp();

    public bool TryTake()
    {
        var now = time.GetTimestamp();
        tokens = Math.Min(capacity, tokens + (time.GetElapsedTime(filledAt, now) / every));
        filledAt = now;
        if (tokens < 1)
        {
            return false;
        }

        tokens--;
        return true;
    }
}
