using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>
/// Lays a picture into a model's input tensor: shrunk or grown to fit with its shape kept, at the top left, the rest
/// black; normalised by a table, as planes of colour or pixel by pixel. One instance serves one tensor and one caller at
/// a time.
/// </summary>
internal sealed class PictureInput : IDisposable
{
    private const int Levels = 256;

    private readonly int height;
    private readonly int width;
    private readonly int pixelStep;
    private readonly int planeStep;
    private readonly int[] sourceChannel;
    private readonly float[][] normalised;
    private readonly Mat fitted = new();

    public PictureInput(ModelInput input)
    {
        (height, width) = (input.Height, input.Width);
        (pixelStep, planeStep) = input.HasPlanes ? (1, height * width) : (3, 1);
        sourceChannel = input.Colour == ColourOrder.Bgr ? [0, 1, 2] : [2, 1, 0];
        normalised = [.. Enumerable.Range(0, 3).Select(colour => Table(input.Mean[colour], input.StandardDeviation[colour]))];
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
        for (var colour = 0; colour < 3; colour++)
        {
            FillColour(size, tensor[(colour * planeStep)..], normalised[colour], sourceChannel[colour]);
        }

        return size;
    }

    public void Dispose() => fitted.Dispose();

    /// <param name="tensor">From the first value of the colour on.</param>
    private unsafe void FillColour(Size size, Span<float> tensor, float[] table, int channel)
    {
        var next = 0;
        for (var y = 0; y < height; y++)
        {
            var pixels = y < size.Height ? new ReadOnlySpan<byte>((void*)fitted.Ptr(y), size.Width * 3)[channel..] : [];
            for (var place = 0; place < pixels.Length; place += 3, next += pixelStep)
            {
                tensor[next] = table[pixels[place]];
            }

            for (var end = (y + 1) * width * pixelStep; next < end; next += pixelStep)
            {
                tensor[next] = table[0];
            }
        }
    }

    private static float[] Table(float mean, float deviation) =>
        [.. Enumerable.Range(0, Levels).Select(level => (level - mean) / deviation)];
}
