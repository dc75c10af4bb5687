namespace EdgeAgent.Tests.Detection.Conversion;

/// <summary>What the source does around a convolution or a pool, and ONNX within it.</summary>
public sealed class FoldingTests
{
    private const string Window = """
        {"strides": {"list": {"i": [1, 1, 1, 1]}}, "dilations": {"list": {"i": [1, 1, 1, 1]}},
         "ksize": {"list": {"i": [1, 2, 2, 1]}}, "padding": {"s": "@VALID@"}, "data_format": {"s": "@NHWC@"}}
        """;

    private static readonly string Same = Window.Replace("@VALID@", "@SAME@", StringComparison.Ordinal);

    /// <summary>1 x 2 x 2 x 1, all below zero.</summary>
    private static readonly float[] Four = [-1, -2, -3, -4];

    private static readonly int[] FourShape = [1, 2, 2, 1];

    [Test]
    public void Convert_ZerosAroundAConvolutionsPicture_BecomeItsPadding()
    {
        var graph = Padded("Pad", 0, [1, 0, 0, 1]).Node("y", "Conv2D", ["padded", "w"], Window);

        var (shape, values) = graph.Run(FourShape, Four, "y");

        Assert.That(Operators(graph), Is.EqualTo(new[] { "Transpose", "Conv", "Conv", "Transpose" }));
        Assert.That(shape, Is.EqualTo(FourShape));
        Assert.That(values, Is.EqualTo(new float[] { -100 - 2000, -200, -1 - 20 - 300 - 4000, -2 - 400 }));
    }

    [TestCase(5, new[] { 1, 0, 0, 1 }, false, TestName = "another filling")]
    [TestCase(0, new[] { 1, 0, 0, 1 }, true, TestName = "padding of its own")]
    public void Convert_PadThatAConvolutionCannotTakeIn_Stays(float filling, int[] edges, bool isSame)
    {
        var graph = Padded("PadV2", filling, edges).Node("y", "Conv2D", ["padded", "w"], isSame ? Same : Window);

        Assert.That(Operators(graph), Is.EqualTo(new[] { "Transpose", "Conv", "Pad", "Conv", "Transpose" }));
    }

    [Test]
    public void Convert_PadReadByOthersToo_IsWrittenForThem()
    {
        var graph = Padded("Pad", 0, [1, 0, 0, 1]).Node("conv", "Conv2D", ["padded", "w"], Same).Node("y", "Sub", ["conv", "padded"]);

        Assert.That(Operators(graph), Is.EqualTo(new[] { "Transpose", "Conv", "Pad", "Conv", "Sub", "Transpose" }));
    }

    [Test]
    public void Convert_LowestValuesAroundAPoolsPicture_BecomeItsPadding()
    {
        var graph = Padded("PadV2", float.NegativeInfinity, [1, 0, 0, 1]).Node("y", "MaxPool", ["padded"], Window);

        var (_, values) = graph.Run(FourShape, Four, "y");

        Assert.That(Operators(graph), Is.EqualTo(new[] { "Transpose", "Conv", "MaxPool", "Transpose" }));
        Assert.That(values, Is.EqualTo(new float[] { -1, -2, -1, -2 }));
    }

    [Test]
    public void Convert_ZerosAroundAPoolsPicture_CountAsValues()
    {
        var graph = Padded("Pad", 0, [1, 0, 0, 1]).Node("y", "MaxPool", ["padded"], Window);

        var (_, values) = graph.Run(FourShape, Four, "y");

        Assert.That(values, Is.EqualTo(new float[] { 0, 0, -1, 0 }));
    }

    [Test]
    public void Convert_ConstantAddedToAConvolution_BecomesItsOffset()
    {
        var graph = Mixed().Floats("b", [2], 0.5f, -1).Node("y", "AddV2", ["mix", "b"]);

        var (_, values) = graph.Run(FourShape, Four, "y");

        Assert.That(Operators(graph), Is.EqualTo(new[] { "Transpose", "Conv", "Transpose" }));
        Assert.That(values, Is.EqualTo(new[] { -0.5f, -11, -1.5f, -21, -2.5f, -31, -3.5f, -41 }));
    }

    [TestCase(new[] { 1 }, new float[] { 1 }, TestName = "one value for all channels")]
    [TestCase(new[] { 2, 2, 1 }, new float[] { 1, 1, 1, 1 }, TestName = "a value for each pixel")]
    public void Convert_ConstantThatIsNoOffset_IsAdded(int[] shape, float[] ones)
    {
        var graph = Mixed().Floats("b", shape, ones).Node("y", "AddV2", ["mix", "b"]);

        var (_, values) = graph.Run(FourShape, Four, "y");

        Assert.That(Operators(graph), Is.EqualTo(new[] { "Transpose", "Conv", "Add", "Transpose" }));
        Assert.That(values, Is.EqualTo(new float[] { 0, -9, -1, -19, -2, -29, -3, -39 }));
    }

    [Test]
    public void Convert_ConvolutionReadWithoutItsOffsetToo_IsWorkedOutOnce()
    {
        var graph = Mixed().Floats("b", [2], 0.5f, -1).Node("sum", "AddV2", ["mix", "b"]).Node("y", "Mul", ["sum", "mix"]);

        Assert.That(Operators(graph), Is.EqualTo(new[] { "Transpose", "Conv", "Add", "Mul", "Transpose" }));
    }

    private static IReadOnlyList<string> Operators(TinyGraph graph) => WrittenGraph.Operators(graph.Convert(FourShape, "y"));

    /// <summary>A copy of the input, padded at top, bottom, left and right, and the weights of a window of 2 x 2.</summary>
    private static TinyGraph Padded(string type, float filling, int[] edges) => new TinyGraph()
        .Floats("w", [2, 2, 1, 1], 1, 10, 100, 1000).Floats("same", [1, 1, 1, 1], 1).Floats("filling", [], filling)
        .Integers("edges", [4, 2], [0, 0, .. edges, 0, 0])
        .Node("copy", "Conv2D", ["x", "same"], Window)
        .Node("padded", type, type == "Pad" ? ["copy", "edges"] : ["copy", "edges", "filling"]);

    /// <summary>A convolution to two channels: the input's values, and ten times them.</summary>
    private static TinyGraph Mixed() => new TinyGraph().Floats("w", [1, 1, 1, 2], 1, 10).Node("mix", "Conv2D", ["x", "w"], Window);
}
