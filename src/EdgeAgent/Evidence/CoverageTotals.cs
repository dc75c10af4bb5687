namespace EdgeAgent.Evidence;

/// <summary>How many seconds each state had.</summary>
public sealed record CoverageTotals(int Watched, int Down, int Covered, int Paused, int ClockUnsure)
{
    /// <param name="seconds">As in <see cref="CoverageDay.Bytes"/>.</param>
    public static CoverageTotals Of(ReadOnlySpan<byte> seconds)
    {
        Span<int> counts = stackalloc int[CoverageDay.StateBits + 1];
        foreach (var second in seconds)
        {
            counts[(int)CoverageDay.StateOf(second)]++;
        }

        return new CoverageTotals(
            counts[(int)CoverageState.Watched],
            counts[(int)CoverageState.Down],
            counts[(int)CoverageState.Covered],
            counts[(int)CoverageState.Paused],
            counts[(int)CoverageState.ClockUnsure]);
    }

    public static CoverageTotals operator +(CoverageTotals one, CoverageTotals other) => new(
        one.Watched + other.Watched,
        one.Down + other.Down,
        one.Covered + other.Covered,
        one.Paused + other.Paused,
        one.ClockUnsure + other.ClockUnsure);
}
