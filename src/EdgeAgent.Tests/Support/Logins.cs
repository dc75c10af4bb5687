using EdgeAgent.Cameras;

namespace EdgeAgent.Tests.Support;

/// <summary>Gates of logins.</summary>
internal static class Logins
{
    public static LoginGate Gate(TimeProvider? time = null) => new(time ?? TimeProvider.System, new Random(1));

    /// <summary>For tests that show a wrong login again and again: an hour passes between any two of its looks at the clock.</summary>
    public static LoginGate NeverHeld() => Gate(new LeapingTime());

    private sealed class LeapingTime : TimeProvider
    {
        private long hours;

        public override long GetTimestamp() => Interlocked.Increment(ref hours) * 3600 * TimestampFrequency;
    }
}
