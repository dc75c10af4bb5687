namespace EdgeAgent.Tests.Detection.Conversion;

/// <summary>Operators on height and width, each worked out by hand as TensorFlow defines it.</summary>
public sealed class SpatialOperatorsTests
{
    private const string Same = """
        {"strides": {"list": {"i": ["1", "2", "2", "1"]}}, "dilations": {"list": {"i": ["1", "1", "1", "1"]}},
         "ksize": {"list": {"i": ["1", "2", "2", "1"]}}, "padding": {"s": "@SAME@"}, "data_format": {"s": "@NHWC@"}}
        """;

    private const string Valid = """
        {"strides": {"list": {"i": [1, 1, 1, 1]}}, "dilations": {"list": {"i": [1, 1, 1, 1]}},
         "padding": {"s": "@VALID@"}, "data_format": {"s": "@NHWC@"}, "fused_ops": {"list": {"s": ["@BiasAdd@", "@Relu@"]}}}
        """;

    /// <summary>3 x 3 pixels of one channel: 1 to 9.</summary>
    private static readonly float[] Nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    [Test]
    public void Conv2D_SameWithAnOddEdge_PadsAtTheLowerRight()
    {
        var graph = new TinyGraph().Floats("w", [2, 2, 1, 1], 1, 10, 100, 1000).Node("y", "Conv2D", ["x", "w"], Same);

        var (shape, values) = graph.Run([1, 3, 3, 1], Nine, "y");

        Assert.That(shape, Is.EqualTo(new[] { 1, 2, 2, 1 }));
        Assert.That(values, Is.EqualTo(new float[] { 1 + 20 + 400 + 5000, 3 + 600, 7 + 80, 9 }));
    }

    [Test]
    public void FusedConv2D_SeveralChannels_MixesThemAndAppliesOffsetThenRelu()
    {
        // Filter of 1 x 1 from two channels to three: [in, out].
        var graph = new TinyGraph()
            .Floats("w", [1, 1, 2, 3], 1, 0, -1, 0, 1, -1).Floats("b", [3], 0.5f, -10, 0)
            .Node("y", "_FusedConv2D", ["x", "w", "b"], Valid);

        var (_, values) = graph.Run([1, 1, 2, 2], [3, 4, 5, 60], "y");

        Assert.That(values, Is.EqualTo(new[] { 3.5f, 0, 0, 5.5f, 50, 0 }));
    }

    [Test]
    public void DepthwiseConv2d_TwoOutputsForEachChannel_KeepsChannelsApart()
    {
        // Filter [1, 1, in, multiplier].
        var graph = new TinyGraph().Floats("w", [1, 1, 2, 2], 1, 2, 10, 20)
            .Node("y", "DepthwiseConv2dNative", ["x", "w"], Valid.Replace("\"@BiasAdd@\", \"@Relu@\"", "", StringComparison.Ordinal));

        var (_, values) = graph.Run([1, 1, 1, 2], [3, 4], "y");

        Assert.That(values, Is.EqualTo(new float[] { 3, 6, 40, 80 }));
    }

    [Test]
    public void FusedDepthwiseConv2d_Relu6_AppliesOffsetAndCutsOffBothEnds()
    {
        var graph = new TinyGraph().Floats("w", [1, 1, 3, 1], 1, 2, 3).Floats("b", [3], -9, 1, 1)
            .Node("y", "FusedDepthwiseConv2dNative", ["x", "w", "b"], Valid.Replace("@Relu@", "@Relu6@", StringComparison.Ordinal));

        var (_, values) = graph.Run([1, 1, 1, 3], [1, 2, 3], "y");

        Assert.That(values, Is.EqualTo(new float[] { 0, 5, 6 }));
    }

    [Test]
    public void MaxPool_SameWithAnOddEdge_TakesTheHighestOfWhatIsThere()
    {
        var (_, values) = new TinyGraph().Node("y", "MaxPool", ["x"], Same).Run([1, 3, 3, 1], Nine, "y");

        Assert.That(values, Is.EqualTo(new float[] { 5, 6, 8, 9 }));
    }

    [Test]
    public void ResizeBilinear_HalfPixelCentres_InterpolatesBetweenCentres()
    {
        var graph = new TinyGraph().Integers("size", [2], 1, 4)
            .Node("y", "ResizeBilinear", ["x", "size"], """{"half_pixel_centers": {"b": true}, "align_corners": {"b": false}}""");

        var (shape, values) = graph.Run([1, 1, 2, 1], [0, 8], "y");

        Assert.That(shape, Is.EqualTo(new[] { 1, 1, 4, 1 }));
        Assert.That(values, Is.EqualTo(new float[] { 0, 2, 6, 8 }));
    }

    [TestCase("SAME", "EXPLICIT", "padding EXPLICIT")]
    [TestCase("NHWC", "NCHW", "order of axes NCHW")]
    public void Conv2D_UnknownWay_NamesTheNode(string there, string instead, string message)
    {
        var graph = new TinyGraph().Floats("w", [1, 1, 1, 1], 1)
            .Node("y", "Conv2D", ["x", "w"], Same.Replace($"@{there}@", $"@{instead}@", StringComparison.Ordinal));

        Assert.That(() => graph.Convert([1, 1, 1, 1], "y"), Throws.Exception.With.Message.StartsWith("node y (Conv2D)").And.Message.Contains(message));
    }

    [Test]
    public void FusedConv2D_UnknownActivation_NamesIt()
    {
        var graph = new TinyGraph().Floats("w", [1, 1, 1, 1], 1).Floats("b", [1], 0)
            .Node("y", "_FusedConv2D", ["x", "w", "b"], Valid.Replace("@Relu@", "@Elu@", StringComparison.Ordinal));

        Assert.That(() => graph.Convert([1, 1, 1, 1], "y"), Throws.Exception.With.Message.Contains("BiasAdd + Elu"));
    }

    [Test]
    public void ResizeBilinear_AlignedCorners_IsRefused()
    {
        var graph = new TinyGraph().Integers("size", [2], 1, 4).Node("y", "ResizeBilinear", ["x", "size"], """{"align_corners": {"b": true}}""");

        Assert.That(() => graph.Convert([1, 1, 2, 1], "y"), Throws.Exception.With.Message.Contains("half-pixel"));
    }
}
