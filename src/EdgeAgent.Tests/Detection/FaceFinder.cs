using EdgeAgent.Detection;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection;

/// <summary>How sure BlazeFace, which has no part in blurring, is that a face is on a picture.</summary>
internal sealed class FaceFinder : IDisposable
{
    private const int Side = 256;

    private readonly InferenceSession session = new(ShippedModels.Folder.FileOf(ShippedModels.Demand("blazeface")));

    /// <returns>0 to 1, of the face that it is surest of.</returns>
    public double Surest(Mat bgr)
    {
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], ChannelsLast(bgr))]);
        var logit = results.Select(result => result.AsTensor<float>()).Where(tensor => tensor.Dimensions[^1] == 1).Max(tensor => tensor.Max());
        return 1 / (1 + Math.Exp(-logit));
    }

    public void Dispose() => session.Dispose();

    private static DenseTensor<float> ChannelsLast(Mat bgr)
    {
        using var padded = Crop.Padded(bgr);
        using var square = Crop.Fit(padded, Side);
        Cv2.CvtColor(square, square, ColorConversionCodes.BGR2RGB);
        square.GetArray(out Vec3b[] pixels);
        float[] values = [.. pixels.SelectMany(pixel => new[] { pixel.Item0, pixel.Item1, pixel.Item2 }).Select(value => value / 127.5f - 1)];
        return new DenseTensor<float>(values, [1, Side, Side, 3]);
    }
}
