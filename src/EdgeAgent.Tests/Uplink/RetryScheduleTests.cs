using EdgeAgent.Uplink;

namespace EdgeAgent.Tests.Uplink;

public sealed class RetryScheduleTests
{
    private static readonly RetryOptions Options = new() { FirstSeconds = 1, MaximumSeconds = 30 };

    [Test]
    public void NextDelay_FailureAfterFailure_DoublesUpToTheLimit()
    {
        var schedule = new RetrySchedule(Options, new Fixed(1));

        var delays = Enumerable.Range(0, 8).Select(_ => schedule.NextDelay().TotalSeconds).ToArray();

        Assert.That(delays, Is.EqualTo(new double[] { 1, 2, 4, 8, 16, 30, 30, 30 }).Within(1e-9));
    }

    [Test]
    public void NextDelay_Jitter_TakesAwayHalfAtMost()
    {
        var schedule = new RetrySchedule(Options, new Fixed(0));

        Assert.That(new[] { schedule.NextDelay().TotalSeconds, schedule.NextDelay().TotalSeconds }, Is.EqualTo(new[] { 0.5, 1 }).Within(1e-9));
    }

    [Test]
    public void Reset_AfterFailures_BeginsAnew()
    {
        var schedule = new RetrySchedule(Options, new Fixed(1));
        _ = schedule.NextDelay();
        _ = schedule.NextDelay();

        schedule.Reset();

        Assert.That(schedule.NextDelay(), Is.EqualTo(TimeSpan.FromSeconds(1)));
    }

    private sealed class Fixed(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
