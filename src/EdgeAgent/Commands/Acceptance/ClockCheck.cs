using System.Globalization;
using EdgeAgent.Storage;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>Whether the box's clock can be believed: evidence bears its time.</summary>
internal static class ClockCheck
{
    public static IEnumerable<CheckLine> Run(TimeProvider time)
    {
        var now = time.GetUtcNow();
        var text = now.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        if (!SystemClock.IsPlausible(now))
        {
            return [CheckLine.Fail("clock.implausible", ("time", text))];
        }

        return [SystemClock.IsSynchronised() switch
        {
            true => CheckLine.Ok("clock.synchronised", ("time", text)),
            false => CheckLine.Warn("clock.free", ("time", text)),
            null => CheckLine.Ok("clock.plausible", ("time", text)),
        }];
    }
}
