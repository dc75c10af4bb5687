using System.Text.Json.Serialization;

namespace EdgeAgent.Detection.Teaching;

/// <summary>A weight for each feature, found by ridge regression: steady with far fewer crops than features, and the same each time.</summary>
/// <param name="Weights">One for each feature of the standard.</param>
public sealed record LinearScorer(Standard Standard, IReadOnlyList<float> Weights, double Bias) : Scorer
{
    // Of features of length 1; on hats this gave the best figures, and half or the threefold hardly worse ones.
    private const double Ridge = 1;

    [JsonIgnore]
    public override int Features => Weights.Count;

    public override double Score(float[] crop) => Standard.Product(Weights, Standard.Scaled(crop)) + Bias;

    /// <param name="lessons">Some of each kind.</param>
    public static Learnt Learn(IReadOnlyList<Lesson> lessons)
    {
        var standard = Standard.Of([.. lessons.Select(lesson => lesson.Features)]);
        float[][] crops = [.. lessons.Select(lesson => standard.Scaled(lesson.Features))];
        double[] targets = [.. lessons.Select(lesson => lesson.IsBad ? 1.0 : -1)];
        var matrix = new PositiveMatrix(Likeness(crops));
        var shares = matrix.Solve(targets);
        var weights = new float[crops[0].Length];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)crops.Select((crop, index) => shares[index] * crop[i]).Sum();
        }

        return new Learnt(new LinearScorer(standard, weights, shares.Sum()), LeftOut(lessons, targets, shares, matrix.Inverse()));
    }

    // The bias is a feature that is always 1.
    private static double[,] Likeness(float[][] crops)
    {
        var likeness = new double[crops.Length, crops.Length];
        for (var row = 0; row < crops.Length; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                likeness[row, column] = Standard.Product(crops[row], crops[column]) + 1 + (row == column ? Ridge : 0);
            }
        }

        return likeness;
    }

    // Of a ridge regression it is known without learning anew: target - (inverse of the group's own block)^-1 · shares.
    private static double[] LeftOut(IReadOnlyList<Lesson> lessons, double[] targets, double[] shares, double[][] inverse)
    {
        var scores = new double[lessons.Count];
        foreach (var group in Enumerable.Range(0, lessons.Count).GroupBy(index => lessons[index].Group))
        {
            int[] members = [.. group];
            var block = new double[members.Length, members.Length];
            for (var row = 0; row < members.Length; row++)
            {
                for (var column = 0; column < members.Length; column++)
                {
                    block[row, column] = inverse[members[row]][members[column]];
                }
            }

            var errors = new PositiveMatrix(block).Solve([.. members.Select(member => shares[member])]);
            foreach (var (member, error) in members.Zip(errors))
            {
                scores[member] = targets[member] - error;
            }
        }

        return scores;
    }
}
