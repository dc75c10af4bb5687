using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Support;

/// <summary>Time whose clock can be set, while timers and timestamps go on as if nothing had happened.</summary>
internal sealed class JumpingTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private TimeSpan shift;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;

    public override long GetTimestamp() => base.GetUtcNow().UtcTicks;

    public void Jump(TimeSpan by) => shift += by;
}
