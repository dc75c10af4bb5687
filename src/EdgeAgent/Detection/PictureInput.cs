using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>
/// Lays a picture into a model's input tensor: shrunk or grown as the manifest's <see cref="PictureFit"/> says, normalised
/// by a table, as planes of colour or pixel by pixel. One instance serves one tensor and one caller at a time.
/// </summary>
internal sealed class PictureInput : IDisposable
{
    private const int Levels = 256;

    private readonly Size whole;
    private readonly PictureFit fit;
    private readonly byte padding;
    private readonly int pixelStep;
    private readonly int planeStep;
    private readonly int[] sourceChannel;
    private readonly float[][] normalised;
    private readonly Mat fitted = new();

    public PictureInput(ModelInput input)
    {
        whole = new Size(input.Width, input.Height);
        (fit, padding) = (input.Fit, input.Padding);
        (pixelStep, planeStep) = input.HasPlanes ? (1, input.Height * input.Width) : (3, 1);
        sourceChannel = input.Colour == ColourOrder.Bgr ? [0, 1, 2] : [2, 1, 0];
        normalised = [.. Enumerable.Range(0, 3).Select(colour => Table(input.Mean[colour], input.StandardDeviation[colour]))];
    }

    /// <param name="bgr">8-bit BGR picture of any size.</param>
    /// <param name="tensor">3 x height x width values, all of them written.</param>
    /// <returns>The part of the input that the picture takes up, in pixels.</returns>
    public Rect Fill(Mat bgr, Span<float> tensor)
    {
        var place = PlaceOf(bgr.Size());
        Cv2.Resize(bgr, fitted, place.Size);
        for (var colour = 0; colour < 3; colour++)
        {
            FillColour(place, tensor[(colour * planeStep)..], normalised[colour], sourceChannel[colour]);
        }

        return place;
    }

    public void Dispose() => fitted.Dispose();

    private Rect PlaceOf(Size picture)
    {
        if (fit == PictureFit.Stretch)
        {
            return new Rect(0, 0, whole.Width, whole.Height);
        }

        var scale = Math.Min((double)whole.Width / picture.Width, (double)whole.Height / picture.Height);
        var width = Math.Clamp((int)Math.Round(picture.Width * scale), 1, whole.Width);
        var height = Math.Clamp((int)Math.Round(picture.Height * scale), 1, whole.Height);
        return fit == PictureFit.Centre
            ? new Rect((whole.Width - width) / 2, (whole.Height - height) / 2, width, height)
            : new Rect(0, 0, width, height);
    }

    /// <param name="tensor">From the first value of the colour on.</param>
    private unsafe void FillColour(Rect place, Span<float> tensor, float[] table, int channel)
    {
        var next = 0;
        for (var y = 0; y < whole.Height; y++)
        {
            var row = y - place.Top;
            var pixels = row >= 0 && row < place.Height ? new ReadOnlySpan<byte>((void*)fitted.Ptr(row), place.Width * 3)[channel..] : [];
            next = Pad(tensor, next, pixels.IsEmpty ? 0 : place.Left, table[padding]);
            for (var column = 0; column < pixels.Length; column += 3, next += pixelStep)
            {
                tensor[next] = table[pixels[column]];
            }

            next = Pad(tensor, next, ((y + 1) * whole.Width * pixelStep - next) / pixelStep, table[padding]);
        }
    }

    private int Pad(Span<float> tensor, int next, int count, float value)
    {
        for (var end = next + count * pixelStep; next < end; next += pixelStep)
        {
            tensor[next] = value;
        }

        return next;
    }

    private static float[] Table(float mean, float deviation) =>
        [.. Enumerable.Range(0, Levels).Select(level => (level - mean) / deviation)];
}
