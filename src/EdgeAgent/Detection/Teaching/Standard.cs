namespace EdgeAgent.Detection.Teaching;

/// <summary>Brings features onto one scale: mean 0 and deviation 1 over what was taught, then length 1 on the average.</summary>
/// <param name="Means">One for each feature.</param>
/// <param name="Deviations">One for each feature, above 0.</param>
public sealed record Standard(IReadOnlyList<float> Means, IReadOnlyList<float> Deviations)
{
    // A feature that hardly varies among some dozens of crops would be mostly noise, blown up.
    private const float Least = 1e-3f;

    public static Standard Of(IReadOnlyList<float[]> crops)
    {
        var features = crops[0].Length;
        var means = new float[features];
        var deviations = new float[features];
        for (var i = 0; i < features; i++)
        {
            var mean = crops.Average(crop => (double)crop[i]);
            means[i] = (float)mean;
            deviations[i] = (float)Math.Sqrt(crops.Average(crop => Math.Pow(crop[i] - mean, 2))) + Least;
        }

        return new Standard(means, deviations);
    }

    public float[] Scaled(float[] crop)
    {
        var scaled = new float[crop.Length];
        var length = MathF.Sqrt(crop.Length);
        for (var i = 0; i < crop.Length; i++)
        {
            scaled[i] = (crop[i] - Means[i]) / Deviations[i] / length;
        }

        return scaled;
    }

    internal static double Product(IReadOnlyList<float> one, IReadOnlyList<float> other)
    {
        var sum = 0.0;
        for (var i = 0; i < one.Count; i++)
        {
            sum += one[i] * other[i];
        }

        return sum;
    }
}
