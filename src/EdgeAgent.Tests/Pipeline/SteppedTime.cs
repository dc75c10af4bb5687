using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>Time that goes on by steps, each only when somebody waits for it: so that nothing is ever stepped over.</summary>
internal sealed class SteppedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly SemaphoreSlim waits = new(0);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        waits.Release();
        return timer;
    }

    /// <summary>Waits until a wait has begun, then lets the time pass.</summary>
    public async Task StepAsync(TimeSpan step)
    {
        Assert.That(await waits.WaitAsync(TimeSpan.FromSeconds(30)), "nobody waits for the time to pass");
        Advance(step);
    }
}
