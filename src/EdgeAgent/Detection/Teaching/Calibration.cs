namespace EdgeAgent.Detection.Teaching;

/// <summary>Turns scores into probabilities of a violation, taking good and bad for equally frequent (Platt's method).</summary>
public sealed record Calibration(double Slope, double Offset)
{
    private const int Steps = 50;

    // Keeps the curve finite where the scores part completely.
    private const double Damping = 1e-6;

    /// <returns>0 to 1.</returns>
    public double Probability(double score) => 1 / (1 + Math.Exp(-(Slope * score + Offset)));

    /// <param name="good">Scores of crops that were left out; not empty.</param>
    /// <param name="bad">The same of the bad ones; not empty.</param>
    public static Calibration Of(IReadOnlyList<double> good, IReadOnlyList<double> bad)
    {
        // Certainty is not had from so few crops: the targets stay off 0 and 1.
        (double Score, double Target, double Weight)[] points =
        [
            .. good.Select(score => (score, 1.0 / (good.Count + 2), 1.0 / good.Count)),
            .. bad.Select(score => (score, (bad.Count + 1.0) / (bad.Count + 2), 1.0 / bad.Count)),
        ];
        var scale = Math.Max(points.Max(point => Math.Abs(point.Score)), 1e-9);
        var calibration = new Calibration(0, 0);
        for (var step = 0; step < Steps; step++)
        {
            calibration = Better(calibration, [.. points.Select(point => point with { Score = point.Score / scale })]);
        }

        return calibration with { Slope = calibration.Slope / scale };
    }

    // A step of Newton's method on the cross entropy.
    private static Calibration Better(Calibration now, (double Score, double Target, double Weight)[] points)
    {
        double byS = 0, byO = 0, ss = Damping, so = 0, oo = Damping;
        foreach (var (score, target, weight) in points)
        {
            var probability = now.Probability(score);
            var (error, curve) = (weight * (probability - target), weight * probability * (1 - probability));
            byS += error * score;
            byO += error;
            ss += curve * score * score;
            so += curve * score;
            oo += curve;
        }

        var determinant = ss * oo - so * so;
        return new Calibration(now.Slope - (oo * byS - so * byO) / determinant, now.Offset - (ss * byO - so * byS) / determinant);
    }
}
