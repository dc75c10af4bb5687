using EdgeAgent.Rules;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Uplink;

/// <summary>Three days without a connection, in which incidents went on: each opens with a picture and closes some time later.</summary>
internal static class Outage
{
    public static readonly TimeSpan Length = TimeSpan.FromHours(72);

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static FakeTimeProvider Clock() => new(Start);

    public static string Name(int number) => $"{number:x12}";

    /// <summary>The clock has gone on by <see cref="Length"/> when this returns.</summary>
    public static void Live(UplinkBench box, FakeTimeProvider clock, int incidents)
    {
        var random = new Random(1);
        var step = Length / (2 * incidents);
        for (var number = 0; number < incidents; number++)
        {
            clock.Advance(step);
            box.Report(Name(number), thumbnail: Picture(random));
            clock.Advance(step);
            box.Report(Name(number), IncidentEvent.Closed);
        }
    }

    /// <summary>Bytes that nothing compresses, as many as thumbnails have.</summary>
    private static byte[] Picture(Random random)
    {
        var bytes = new byte[random.Next(20_000, 48_000)];
        random.NextBytes(bytes);
        return [0xFF, 0xD8, .. bytes.AsSpan(2)];
    }
}
