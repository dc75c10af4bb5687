namespace EdgeAgent.Tests.Central.Fleet;

/// <summary>Measured values by rank.</summary>
internal sealed class Distribution(IEnumerable<double> values)
{
    private readonly double[] sorted = [.. values.Order()];

    public int Count => sorted.Length;

    public double Median => At(0.5);

    public double P99 => At(0.99);

    public double Maximum => At(1);

    /// <returns>The smallest value that so large a share does not exceed; not a number where there are none.</returns>
    private double At(double share) => Count == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(share * Count) - 1)];
}
