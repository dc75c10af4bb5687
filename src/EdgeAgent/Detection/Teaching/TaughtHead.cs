using OpenCvSharp;

namespace EdgeAgent.Detection.Teaching;

/// <summary>A head that was taught on site: a score on the features of a crop.</summary>
public sealed class TaughtHead(TeachableHead head, TaughtModel model, CropFeatures features) : Head
{
    private readonly HeadForm form = head.Form(model.FineBelow, model.ViolationFrom);

    public override string Name => head.Name;

    public override JudgedPart Judges => head.Judges;

    public override HeadAnswer Judge(Mat crop)
    {
        var probability = (float)model.Calibration.Probability(model.Scorer.Score(features.Of(crop)));
        CropFault? fault = crop.Width / Crop.Growth < form.SmallestPixels ? CropFault.TooSmall : null;
        return HeadAnswer.Of(form, [1 - probability, probability], fault);
    }
}
