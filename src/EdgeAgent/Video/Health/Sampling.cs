using System.Runtime.InteropServices;
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
    private readonly Mat sum = new();
    private DateTimeOffset? begun;
    private int pictures;
    private float[]? before;

    /// <returns>90 rows of 160 brightnesses once a second, the mean of the last two seconds; null in between.</returns>
    public float[]? Add(Mat brightness, DateTimeOffset at)
    {
        Cv2.Resize(brightness, small, new Size(LearntView.Columns, LearntView.Rows), interpolation: InterpolationFlags.Area);
        begun ??= at;
        if (pictures++ == 0)
        {
            small.ConvertTo(sum, MatType.CV_32FC1);
        }
        else
        {
            Cv2.Accumulate(small, sum, mask: null!);
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
        pictures = 0;
        begun = null;
        before = null;
    }

    public void Dispose()
    {
        small.Dispose();
        sum.Dispose();
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
        Marshal.Copy(sum.Data, second, 0, second.Length);
        for (var pixel = 0; pixel < second.Length; pixel++)
        {
            second[pixel] /= pictures;
        }

        pictures = 0;
        var first = before;
        before = second;
        return first is null ? null : Mean(first, second);
    }
}
