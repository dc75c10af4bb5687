using System.Globalization;
using System.Reflection;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>Whether the box's clock can be believed: evidence bears its time.</summary>
internal static class ClockCheck
{
    private const int YearsOfUse = 20;

    public static IEnumerable<CheckLine> Run(TimeProvider time)
    {
        var now = time.GetUtcNow();
        var text = now.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        if (now < BuiltIn || now > BuiltIn.AddYears(YearsOfUse))
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

    internal static DateTimeOffset BuiltIn { get; } = DateTimeOffset.ParseExact(
        typeof(ClockCheck).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == nameof(BuiltIn)).Value!,
        "yyyy-MM",
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal);
}
