using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using OpenCvSharp;

namespace EdgeAgent.Commands;

/// <summary>What one close look at a person costs, each model by itself and with one thread.</summary>
internal static class LookCost
{
    private const int Hands = 2;

    // A person and a head as a main stream of 1080p shows them from three metres.
    private static readonly Size Picture = new(1920, 1080);
    private static readonly Box Person = new(0.4, 0.2, 0.6, 0.9);
    private const int CropSide = 90;

    /// <param name="heads">Names of heads that are shipped.</param>
    /// <param name="runs">Over how many runs the mean is taken, after as many that do not count.</param>
    /// <returns>The pose of one person with its crop, then each head on one crop.</returns>
    /// <exception cref="ModelUnusableException">A model is missing or unfit.</exception>
    public static IReadOnlyList<LookShare> Measure(ModelFolder models, IReadOnlyList<string> heads, int runs)
    {
        using var picture = Noise(Picture);
        using var crop = Noise(new Size(CropSide, CropSide));
        using var pose = PoseEstimator.Open(models);
        ProcessorTime.OfOne(() => pose.Find(picture, Person), warmUp: 0, runs); // what the runtime compiles at first is of no model
        return [new("pose", 1, Milliseconds(() => pose.Find(picture, Person), runs)), .. heads.Select(Head)];

        LookShare Head(string name)
        {
            using var head = OnnxHead.Open(models, name);
            return new LookShare(name, head.Judges == JudgedPart.Hands ? Hands : 1, Milliseconds(() => head.Judge(crop), runs));
        }
    }

    private static Mat Noise(Size size)
    {
        var noise = new Mat(size, MatType.CV_8UC3);
        Cv2.Randu(noise, Scalar.Black, Scalar.White);
        return noise;
    }

    private static double Milliseconds(Action work, int runs) => ProcessorTime.OfOne(work, warmUp: runs, runs).TotalMilliseconds;
}
