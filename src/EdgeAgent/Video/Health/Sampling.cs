using OpenCvSharp;

namespace EdgeAgent.Video.Health;

/// <summary>
/// Averages the pictures of each second, and then each two seconds: what stands keeps its edges while noise and what
/// moves lose theirs.
/// </summary>
internal sealed class Sampling : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Mat small = new();
    private readonly Mat half = new();
    private readonly int[] sum = new int[BlockGrid.Pixels];
    private DateTimeOffset? begun;
    private int pictures;
    private float[]? before;

    /// <returns>90 rows of 160 brightnesses once a second, the mean of the last two seconds; null in between.</returns>
    public float[]? Add(Mat brightness, DateTimeOffset at)
    {
        Cv2.Resize(Halved(brightness), small, new Size(LearntView.Columns, LearntView.Rows), interpolation: InterpolationFlags.Area);
        begun ??= at;
        pictures++;
        var pixels = small.AsSpan<byte>();
        for (var pixel = 0; pixel < sum.Length; pixel++)
        {
            sum[pixel] += pixels[pixel];
        }

        if (at - begun < Second)
        {
            return null;
        }

        begun = at;
        return Finish();
    }

    public void Forget()
    {
        Array.Clear(sum);
        pictures = 0;
        begun = null;
        before = null;
    }

    public void Dispose()
    {
        small.Dispose();
        half.Dispose();
    }

    // OpenCV averages 2 x 2 pixels with vector instructions, and any other number one by one.
    private Mat Halved(Mat brightness)
    {
        if (brightness.Cols < 2 * LearntView.Columns || brightness.Rows < 2 * LearntView.Rows || brightness.Cols % 2 + brightness.Rows % 2 > 0)
        {
            return brightness;
        }

        Cv2.Resize(brightness, half, new Size(brightness.Cols / 2, brightness.Rows / 2), interpolation: InterpolationFlags.Area);
        return half;
    }

    private static float[] Mean(float[] first, float[] second)
    {
        var mean = new float[first.Length];
        for (var pixel = 0; pixel < mean.Length; pixel++)
        {
            mean[pixel] = (first[pixel] + second[pixel]) / 2;
        }

        return mean;
    }

    private float[]? Finish()
    {
        var second = new float[BlockGrid.Pixels];
        for (var pixel = 0; pixel < second.Length; pixel++)
        {
            second[pixel] = (float)sum[pixel] / pictures;
        }

        Array.Clear(sum);
        pictures = 0;
        var first = before;
        before = second;
        return first is null ? null : Mean(first, second);
    }
}
