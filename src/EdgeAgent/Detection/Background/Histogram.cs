namespace EdgeAgent.Detection.Background;

/// <summary>Counts of values, by the values themselves.</summary>
internal static class Histogram
{
    /// <param name="counts">How often each value came.</param>
    /// <param name="total">Sum of the counts.</param>
    public static int Median(ReadOnlySpan<int> counts, int total)
    {
        var (value, counted) = (0, counts[0]);
        while (counted * 2 < total)
        {
            counted += counts[++value];
        }

        return value;
    }
}
