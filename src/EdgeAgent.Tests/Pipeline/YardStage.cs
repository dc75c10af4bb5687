using EdgeAgent.Detection;
using EdgeAgent.Tests.Detection;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>The empty yard of the recording, 640 x 360, through which one of its pedestrians can be moved; the real detector looks at it.</summary>
internal sealed class YardStage : IDisposable
{
    private readonly Collage yard = Collage.OfYard();
    private readonly (Mat Picture, Mat Mask) pedestrian = Collage.CutOutPedestrian();

    private YardStage(OnnxDetector detector) => Detector = detector;

    public OnnxDetector Detector { get; }

    public Size PedestrianSize => pedestrian.Picture.Size();

    public static YardStage Open()
    {
        ShippedModels.Demand("nanodet");
        return new YardStage(OnnxDetector.Open(ShippedModels.Folder, "nanodet", threads: 1));
    }

    /// <summary>To be painted on and disposed by the caller.</summary>
    public Mat Empty() => yard.Empty();

    /// <param name="left">In pixels, as <paramref name="feet"/>; the whole pedestrian must be on the picture.</param>
    public void PutPedestrian(Mat picture, double left, int feet)
    {
        using var place = picture.SubMat(new Rect(new Point((int)left, feet - PedestrianSize.Height), PedestrianSize));
        pedestrian.Picture.CopyTo(place, pedestrian.Mask);
    }

    public void Dispose()
    {
        Detector.Dispose();
        yard.Dispose();
        pedestrian.Picture.Dispose();
        pedestrian.Mask.Dispose();
    }
}
