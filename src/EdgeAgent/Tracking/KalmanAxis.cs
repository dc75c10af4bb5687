namespace EdgeAgent.Tracking;

/// <summary>
/// Kalman filter of one coordinate with constant velocity and white-noise acceleration (Bar-Shalom, Li, Kirubarajan,
/// Estimation with Applications to Tracking and Navigation, 2001, section 6.2.2). All noise is relative to the size of
/// the thing, since a near person moves further across the picture than a far one.
/// </summary>
internal sealed class KalmanAxis
{
    // A detector's box edge wanders by about a twentieth of the box (the value SORT-like trackers use).
    private const double MeasurementNoise = 1.0 / 20;

    // Sizes a second squared: a walking person starts, stops and turns within about a second.
    private const double AccelerationNoise = 1.5;

    private const double FirstVelocityNoise = 1;

    private double velocity;
    private double positionVariance;
    private double covariance;
    private double velocityVariance;

    public KalmanAxis(double position, double size)
    {
        Position = position;
        positionVariance = Square(MeasurementNoise * size);
        velocityVariance = Square(FirstVelocityNoise * size);
    }

    public double Position { get; private set; }

    public void Predict(double seconds, double size)
    {
        var q = Square(AccelerationNoise * size);
        Position += velocity * seconds;
        positionVariance += 2 * seconds * covariance + seconds * seconds * velocityVariance + q * seconds * seconds * seconds / 3;
        covariance += seconds * velocityVariance + q * seconds * seconds / 2;
        velocityVariance += q * seconds;
    }

    public void Correct(double measured, double size)
    {
        var innovationVariance = positionVariance + Square(MeasurementNoise * size);
        var positionGain = positionVariance / innovationVariance;
        var velocityGain = covariance / innovationVariance;
        var innovation = measured - Position;
        Position += positionGain * innovation;
        velocity += velocityGain * innovation;
        velocityVariance -= velocityGain * covariance;
        covariance *= 1 - positionGain;
        positionVariance *= 1 - positionGain;
    }

    private static double Square(double value) => value * value;
}
