using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeAgent.Evidence.Chain;

namespace EdgeAgent.Evidence;

/// <summary>A day that is over as the chain of evidence holds it.</summary>
internal sealed record CoverageEntry(DateOnly Day, ImmutableArray<CameraEntry> Cameras)
{
    /// <returns>Null where the record is about something else, or its body is none.</returns>
    public static CoverageEntry? Read(ChainRecord record)
    {
        try
        {
            return record.Kind == RecordKind.Coverage && record.Body.Deserialize<CoverageEntry>(EvidenceJournal.Json) is { Cameras.IsDefault: false } entry ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What one camera did on that day, in seconds.</summary>
/// <param name="States">
/// SHA-256 of the day's seconds, one byte each, of which only the state counts: recordings that are given up later change the marks. Null in
/// records of an earlier version, whose hash held the marks too.
/// </param>
internal sealed record CameraEntry(string Camera, int Watched, int Down, int Covered, int Paused, int ClockUnsure, string? States)
{
    [JsonIgnore]
    public int Seconds => Watched + Down + Covered + Paused + ClockUnsure;

    public static CameraEntry Of(string camera, CoverageDay day)
    {
        var totals = CoverageTotals.Of(day.Bytes.Span);
        return new(camera, totals.Watched, totals.Down, totals.Covered, totals.Paused, totals.ClockUnsure, HashOf(day.Bytes.Span));
    }

    /// <summary>Whether it is about these seconds.</summary>
    public bool Says(ReadOnlySpan<byte> seconds) => States is null || States == HashOf(seconds);

    private static string HashOf(ReadOnlySpan<byte> seconds)
    {
        var states = seconds.ToArray();
        foreach (ref var second in states.AsSpan())
        {
            second &= CoverageDay.StateBits;
        }

        return Convert.ToHexStringLower(SHA256.HashData(states));
    }
}
