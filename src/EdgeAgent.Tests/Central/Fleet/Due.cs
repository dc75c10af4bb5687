namespace EdgeAgent.Tests.Central.Fleet;

/// <summary>Something to be done again and again, the first time at random within one period.</summary>
internal sealed class Due(double seconds, Random random, TimeProvider time)
{
    private readonly long began = time.GetTimestamp();
    private double next = seconds * random.NextDouble();

    public TimeSpan Left => TimeSpan.FromSeconds(Math.Max(0, next - time.GetElapsedTime(began).TotalSeconds));

    public bool TakeIfDue()
    {
        if (Left > TimeSpan.Zero)
        {
            return false;
        }

        next += seconds;
        return true;
    }
}
