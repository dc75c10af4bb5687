using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>
/// Lays a picture into a model's input tensor: shrunk or grown to fit with its shape kept, at the top left, the rest
/// black; normalised by a table, as planes of colour. One instance serves one tensor and one caller at a time.
/// </summary>
internal sealed class PictureInput : IDisposable
{
    private const int Levels = 256;

    private readonly int height;
    private readonly int width;
    private readonly int[] sourceChannel;
    private readonly float[][] normalised;
    private readonly Mat fitted = new();

    /// <param name="input">Of shape 1 x 3 x height x width.</param>
    public PictureInput(ModelInput input)
    {
        (height, width) = (input.Shape[2], input.Shape[3]);
        sourceChannel = input.Colour == ColourOrder.Bgr ? [0, 1, 2] : [2, 1, 0];
        normalised = [.. Enumerable.Range(0, 3).Select(plane => Table(input.Mean[plane], input.StandardDeviation[plane]))];
    }

    /// <param name="bgr">8-bit BGR picture of any size.</param>
    /// <param name="tensor">3 x height x width values, all of them written.</param>
    /// <returns>The part of the tensor that the picture takes up, in pixels.</returns>
    public Size Fill(Mat bgr, Span<float> tensor)
    {
        var scale = Math.Min((double)width / bgr.Width, (double)height / bgr.Height);
        var size = new Size(
            Math.Clamp((int)Math.Round(bgr.Width * scale), 1, width), Math.Clamp((int)Math.Round(bgr.Height * scale), 1, height));
        Cv2.Resize(bgr, fitted, size);
        for (var plane = 0; plane < 3; plane++)
        {
            FillPlane(size, tensor.Slice(plane * height * width, height * width), normalised[plane], sourceChannel[plane]);
        }

        return size;
    }

    public void Dispose() => fitted.Dispose();

    private unsafe void FillPlane(Size size, Span<float> plane, float[] table, int channel)
    {
        for (var y = 0; y < size.Height; y++)
        {
            var pixels = new ReadOnlySpan<byte>((void*)fitted.Ptr(y), size.Width * 3)[channel..];
            var row = plane.Slice(y * width, width);
            for (var x = 0; x < size.Width; x++)
            {
                row[x] = table[pixels[x * 3]];
            }

            row[size.Width..].Fill(table[0]);
        }

        plane[(size.Height * width)..].Fill(table[0]);
    }

    private static float[] Table(float mean, float deviation) =>
        [.. Enumerable.Range(0, Levels).Select(level => (level - mean) / deviation)];
}
