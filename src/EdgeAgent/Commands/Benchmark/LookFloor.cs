using System.Diagnostics;
using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using OpenCvSharp;

namespace EdgeAgent.Commands.Benchmark;

/// <summary>What one close look at a person costs, each model by itself and with one thread.</summary>
internal static class LookFloor
{
    private const int WarmUpRuns = 10;
    private const int Runs = 50;
    private const int Hands = 2;

    // A person and a head as a main stream of 1080p shows them from three metres.
    private static readonly Size Picture = new(1920, 1080);
    private static readonly Box Person = new(0.4, 0.2, 0.6, 0.9);
    private const int CropSide = 90;

    /// <returns>CPU milliseconds: the pose of one person with its crop, then each shipped head on one crop.</returns>
    public static IReadOnlyList<LookShare> Measure(ModelFolder models)
    {
        using var picture = Noise(Picture);
        using var crop = Noise(new Size(CropSide, CropSide));
        using var pose = PoseEstimator.Open(models);
        using var mask = OnnxHead.Open(models, "mask");
        using var hat = OnnxHead.Open(models, "hat");
        using var gloves = OnnxHead.Open(models, "gloves");
        return
        [
            new("pose", 1, MillisecondsOf(() => pose.Find(picture, Person))),
            new("mask", 1, MillisecondsOf(() => mask.Judge(crop))),
            new("hat", 1, MillisecondsOf(() => hat.Judge(crop))),
            new("gloves", Hands, MillisecondsOf(() => gloves.Judge(crop))),
        ];
    }

    private static Mat Noise(Size size)
    {
        var noise = new Mat(size, MatType.CV_8UC3);
        Cv2.Randu(noise, Scalar.Black, Scalar.White);
        return noise;
    }

    private static double MillisecondsOf(Action work)
    {
        Repeat(work, WarmUpRuns);
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        Repeat(work, Runs);
        self.Refresh();
        return (self.TotalProcessorTime - before).TotalMilliseconds / Runs;
    }

    private static void Repeat(Action work, int runs)
    {
        for (var run = 0; run < runs; run++)
        {
            work();
        }
    }
}
