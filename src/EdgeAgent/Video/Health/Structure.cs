using System.Runtime.InteropServices;
using OpenCvSharp;

namespace EdgeAgent.Video.Health;

/// <summary>
/// What a small picture shows, block by block. Two structures are compared by the normalised correlation of their
/// gradients, which neither brightness nor contrast changes (Scharstein, "Matching images by comparing their gradient fields", 1994).
/// </summary>
internal sealed class Structure
{
    // Grey levels for each pixel of the small picture; a block with less shows nothing.
    private const float LeastEdge = 1.5f;

    private readonly float[] across = new float[BlockGrid.Pixels];
    private readonly float[] down = new float[BlockGrid.Pixels];
    private readonly float[] edges = new float[BlockGrid.Blocks];
    private readonly float[] detail = new float[BlockGrid.Blocks];
    private readonly float[] brightness = new float[BlockGrid.Blocks];

    /// <param name="picture">90 rows of 160 brightnesses.</param>
    public Structure(float[] picture)
    {
        using var whole = Mat.FromPixelData(LearntView.Rows, LearntView.Columns, MatType.CV_32FC1, picture);
        using var smooth = new Mat();
        using var other = new Mat();
        Cv2.GaussianBlur(whole, smooth, new Size(5, 5), 1.2);
        Cv2.Subtract(whole, smooth, other);
        Marshal.Copy(other.Data, across, 0, across.Length);
        AddProducts(across, across, detail);

        Cv2.Sobel(smooth, other, MatType.CV_32FC1, 1, 0, ksize: 3, scale: 0.125);
        Marshal.Copy(other.Data, across, 0, across.Length);
        Cv2.Sobel(smooth, other, MatType.CV_32FC1, 0, 1, ksize: 3, scale: 0.125);
        Marshal.Copy(other.Data, down, 0, down.Length);
        AddProducts(across, across, edges);
        AddProducts(down, down, edges);
        Visible = edges.Count(energy => Strength(energy) >= LeastEdge);

        Cv2.Resize(whole, other, new Size(BlockGrid.Columns, BlockGrid.Rows), interpolation: InterpolationFlags.Area);
        Marshal.Copy(other.Data, brightness, 0, brightness.Length);
        Cv2.MeanStdDev(other, out var mean, out var deviation);
        Mean = mean.Val0;
        Contrast = deviation.Val0;
    }

    /// <summary>How many blocks show anything.</summary>
    public int Visible { get; }

    /// <summary>Mean brightness, 0-255.</summary>
    public double Mean { get; }

    /// <summary>Standard deviation of the blocks' brightness: what remains of the contrast when all detail is gone.</summary>
    public double Contrast { get; }

    /// <summary>Mean brightness of each block.</summary>
    public ReadOnlySpan<float> Brightness => brightness;

    /// <summary>Root mean square of a block's gradient, in grey levels for each pixel.</summary>
    public float Edges(int block) => Strength(edges[block]);

    /// <summary>Root mean square of what a slight blur takes away from a block, in grey levels.</summary>
    public float Detail(int block) => Strength(detail[block]);

    /// <summary>Whether a block shows anything.</summary>
    public bool Shows(int block) => Edges(block) >= LeastEdge;

    /// <summary>Correlation of the gradients, -1 to 1, for each block; 0 where either has none.</summary>
    public void Correlate(Structure other, Span<float> correlation)
    {
        correlation.Clear();
        AddProducts(across, other.across, correlation);
        AddProducts(down, other.down, correlation);

        for (var block = 0; block < correlation.Length; block++)
        {
            var product = MathF.Sqrt(edges[block] * other.edges[block]);
            correlation[block] = product > 0 ? correlation[block] / product : 0;
        }
    }

    private static float Strength(float energy) => MathF.Sqrt(energy / (BlockGrid.Side * BlockGrid.Side));

    private static void AddProducts(float[] first, float[] second, Span<float> sums)
    {
        for (var pixel = 0; pixel < first.Length; pixel += BlockGrid.Side)
        {
            var sum = 0f;
            for (var next = pixel; next < pixel + BlockGrid.Side; next++)
            {
                sum += first[next] * second[next];
            }

            sums[BlockGrid.BlockOf(pixel)] += sum;
        }
    }
}
