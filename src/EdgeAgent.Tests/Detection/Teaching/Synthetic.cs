using EdgeAgent.Detection.Teaching;

namespace EdgeAgent.Tests.Detection.Teaching;

/// <summary>Lessons that no picture was needed for.</summary>
internal static class Synthetic
{
    /// <param name="distance">Between good and bad in a direction of their own, in standard deviations; 0 makes the labels random.</param>
    public static List<Lesson> Lessons(Random random, int good, int bad, int features, double distance)
    {
        double[] direction = [.. Enumerable.Range(0, features).Select(_ => Normal(random))];
        var length = Math.Sqrt(direction.Sum(value => value * value));
        return
        [
            .. Enumerable.Range(0, good + bad).Select(index => new Lesson(
                [.. direction.Select(value => (float)(Normal(random) + (index < good ? -1 : 1) * distance * value / length * Math.Sqrt(features) / 4))],
                index >= good,
                $"{index}")),
        ];
    }

    public static Separation Separation(IReadOnlyList<Lesson> lessons, IReadOnlyList<double> scores)
    {
        var kinds = lessons.Zip(scores).ToLookup(each => each.First.IsBad, each => each.Second);
        return EdgeAgent.Detection.Teaching.Separation.Of([.. kinds[false]], [.. kinds[true]]);
    }

    /// <summary>Ridge regression by gradient descent: slow, and nothing like the way of the code under test.</summary>
    public static double Ridge(Standard standard, List<Lesson> lessons, float[] asked)
    {
        float[][] crops = [.. lessons.Select(lesson => standard.Scaled(lesson.Features))];
        var weights = new double[asked.Length + 1];
        for (var step = 0; step < 4000; step++)
        {
            double[] gradient = [.. weights];
            for (var i = 0; i < crops.Length; i++)
            {
                var error = weights[^1] + crops[i].Zip(weights, (value, weight) => value * weight).Sum() - (lessons[i].IsBad ? 1 : -1);
                gradient[^1] += error;
                for (var j = 0; j < asked.Length; j++)
                {
                    gradient[j] += error * crops[i][j];
                }
            }

            for (var j = 0; j < weights.Length; j++)
            {
                weights[j] -= 0.02 * gradient[j];
            }
        }

        return weights[^1] + standard.Scaled(asked).Zip(weights, (value, weight) => value * weight).Sum();
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
