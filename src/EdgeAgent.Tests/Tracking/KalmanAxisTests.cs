using EdgeAgent.Tracking;

namespace EdgeAgent.Tests.Tracking;

public sealed class KalmanAxisTests
{
    private const double Size = 0.2;
    private const double Step = 0.2;

    [Test]
    public void Predict_ConstantVelocitySeenForAWhile_IsWhereItWillBe()
    {
        var axis = Follow(velocity: 0.3, pictures: 15, noise: _ => 0);

        axis.Predict(Step, Size);

        Assert.That(axis.Position, Is.EqualTo(0.3 * 15 * Step).Within(0.05 * Size));
    }

    [Test]
    public void Correct_NoisyMeasurements_LiesCloserToTheTruthThanThey()
    {
        var random = new Random(1);
        var measured = new List<double>();
        var filtered = new List<double>();
        var axis = new KalmanAxis(0, Size);
        for (var i = 1; i <= 200; i++)
        {
            var error = (random.NextDouble() - 0.5) * Size * 0.2;
            axis.Predict(Step, Size);
            axis.Correct(0.1 * i * Step + error, Size);
            measured.Add(error * error);
            filtered.Add(Math.Pow(axis.Position - 0.1 * i * Step, 2));
        }

        Assert.That(filtered.Skip(20).Average(), Is.LessThan(0.9 * measured.Skip(20).Average()));
    }

    [Test]
    public void Predict_LongWithoutMeasurement_TrustsTheNextOneFully()
    {
        var axis = Follow(velocity: 0.3, pictures: 10, noise: _ => 0);
        axis.Predict(60, Size);

        axis.Correct(0.5, Size);

        Assert.That(axis.Position, Is.EqualTo(0.5).Within(0.01 * Size));
    }

    private static KalmanAxis Follow(double velocity, int pictures, Func<int, double> noise)
    {
        var axis = new KalmanAxis(0, Size);
        for (var i = 1; i < pictures; i++)
        {
            axis.Predict(Step, Size);
            axis.Correct(velocity * i * Step + noise(i), Size);
        }

        return axis;
    }
}
