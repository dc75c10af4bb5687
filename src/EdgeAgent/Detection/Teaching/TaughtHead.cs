using OpenCvSharp;

namespace EdgeAgent.Detection.Teaching;

/// <summary>A head that was taught on site: a score on the features of a crop.</summary>
public sealed class TaughtHead(TeachableHead head, TaughtModel model, CropFeatures features) : Head
{
    // At this size sharpness would be measured if it were asked for.
    private const int Side = 128;

    public override string Name => head.Name;

    protected override HeadForm Form { get; } = head.Form(model.FineBelow, model.ViolationFrom);

    public override HeadAnswer Judge(Mat crop)
    {
        using var fitted = Crop.Fit(crop, Side);
        var probability = (float)model.Calibration.Probability(model.Scorer.Score(features.Of(crop)));
        return HeadAnswer.Of(Form, [1 - probability, probability], FaultOf(crop, fitted));
    }
}
