using EdgeAgent.Video;
using EdgeAgent.Video.Health;
using OpenCvSharp;

namespace EdgeAgent.Detection.Background;

/// <summary>Makes pictures small and averages those of each second.</summary>
internal sealed class SecondMean : IDisposable
{
    // A bottle on the floor of a 640 x 360 picture is 10 pixels wide: smaller than this and it is lost in the noise.
    private const int LargestWidth = 320;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(5);

    private readonly Mat small = new();
    private readonly Mat[] sums = [new(), new(), new()];
    private Size size;
    private int pictures;
    private DateTimeOffset begun;
    private DateTimeOffset last;

    /// <returns>Once a second the mean since the last; null in between.</returns>
    public SmallPicture? Add(Frame frame)
    {
        var width = Math.Min(LargestWidth, frame.Width);
        var wanted = new Size(width, Math.Max(1, width * frame.Height / frame.Width));
        var at = frame.CapturedAt;
        if (wanted != size || at < last || at - last > LongestGap)
        {
            size = wanted;
            begun = at;
            Clear();
        }

        last = at;
        Add(frame, wanted);
        if (at - begun < Second)
        {
            return null;
        }

        var mean = new SmallPicture(size.Width, size.Height, [.. sums.Select(Mean)], at) { IsGrey = Light.IsInfrared(frame) };
        begun = at;
        Clear();
        return mean;
    }

    public void Dispose()
    {
        small.Dispose();
        Array.ForEach(sums, sum => sum.Dispose());
    }

    private void Add(Frame frame, Size wanted)
    {
        pictures++;
        using var brightness = frame.Brightness();
        using var chroma = frame.Chroma();
        using var both = chroma.Reshape(1, frame.Height);
        using var blue = both.RowRange(0, frame.Height / 2);
        using var red = both.RowRange(frame.Height / 2, frame.Height);
        foreach (var (plane, sum) in new[] { brightness, blue, red }.Zip(sums))
        {
            Cv2.Resize(plane, small, wanted, interpolation: InterpolationFlags.Area);
            Cv2.Accumulate(small, sum, null!);
        }
    }

    private void Clear()
    {
        pictures = 0;
        foreach (var sum in sums)
        {
            sum.Create(size, MatType.CV_32FC1);
            sum.SetTo(Scalar.All(0));
        }
    }

    private float[] Mean(Mat sum)
    {
        var mean = sum.AsSpan<float>().ToArray();
        for (var pixel = 0; pixel < mean.Length; pixel++)
        {
            mean[pixel] /= pictures;
        }

        return mean;
    }
}
