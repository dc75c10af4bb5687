namespace EdgeAgent.Tests.Detection.Conversion;

/// <summary>A picture goes on with its channels in front as long as it can; what the graph gives stays as the source has it.</summary>
public sealed class OrderOfAxesTests
{
    private const string Window = """
        {"strides": {"list": {"i": [1, 1, 1, 1]}}, "dilations": {"list": {"i": [1, 1, 1, 1]}},
         "ksize": {"list": {"i": [1, 1, 1, 1]}}, "padding": {"s": "@VALID@"}, "data_format": {"s": "@NHWC@"}}
        """;

    /// <summary>1 x 2 x 2 x 2: of four pixels the first channel counts by ones, the second by tens.</summary>
    private static readonly float[] Picture = [1, 10, 2, 20, 3, 30, 4, 40];

    private static readonly int[] PictureShape = [1, 2, 2, 2];

    [Test]
    public void Convert_ChainOnAPicture_TurnsItOnceThereAndOnceBack()
    {
        var graph = Copied().Floats("two", [], 2)
            .Node("b", "Relu", ["copy"]).Node("c", "Mul", ["b", "two"]).Node("d", "MaxPool", ["c"], Window).Node("y", "Add", ["d", "copy"]);

        Assert.That(Operators(graph), Is.EqualTo(new[] { "Transpose", "Conv", "Relu", "Mul", "MaxPool", "Add", "Transpose" }));
        Assert.That(graph.Run(PictureShape, Picture, "y").Values, Is.EqualTo(Picture.Select(value => 3 * value)));
    }

    [Test]
    public void Convert_PictureReadAsTheSourceHasIt_IsTurnedBackOnceForAllReaders()
    {
        var graph = Copied().Integers("flat", [1], -1)
            .Node("a", "Reshape", ["copy", "flat"]).Node("b", "Reshape", ["copy", "flat"]).Node("y", "Sub", ["a", "b"]);

        Assert.That(Operators(graph), Is.EqualTo(new[] { "Transpose", "Conv", "Transpose", "Reshape", "Reshape", "Sub" }));
    }

    [TestCase(new[] { 2 }, new float[] { 1, 2 }, new float[] { 2, 12, 3, 22, 4, 32, 5, 42 })]
    [TestCase(new[] { 2, 2, 1 }, new float[] { 1, 2, 3, 4 }, new float[] { 2, 11, 4, 22, 6, 33, 8, 44 })]
    [TestCase(new[] { 1, 2, 2, 2 }, new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }, new float[] { 2, 12, 5, 24, 8, 36, 11, 48 })]
    public void Convert_ConstantBesideAPicture_IsTurnedWithIt(int[] shape, float[] values, float[] sums)
    {
        var graph = Copied().Floats("w", shape, values).Node("b", "Relu", ["copy"]).Node("y", "Add", ["b", "w"]);

        Assert.That(Operators(graph), Is.EqualTo(new[] { "Transpose", "Conv", "Relu", "Add", "Transpose" }));
        Assert.That(graph.Run(PictureShape, Picture, "y").Values, Is.EqualTo(sums));
    }

    [Test]
    public void Convert_PictureBesideWhatIsNone_GoesOnAsTheSourceHasIt()
    {
        var graph = Copied().Integers("first", [1], 0)
            .Node("odd", "ExpandDims", ["x", "first"]).Node("y", "Sub", ["copy", "odd"]);

        var (shape, values) = graph.Run(PictureShape, Picture, "y");

        Assert.That(shape, Is.EqualTo(new[] { 1, 1, 2, 2, 2 }));
        Assert.That(values, Is.EqualTo(new float[8]));
    }

    [TestCase(-1, new[] { 1, 2, 2, 4 }, new float[] { 1, 10, 1, 10, 2, 20, 2, 20, 3, 30, 3, 30, 4, 40, 4, 40 })]
    [TestCase(1, new[] { 1, 4, 2, 2 }, new float[] { 1, 10, 2, 20, 3, 30, 4, 40, 1, 10, 2, 20, 3, 30, 4, 40 })]
    public void ConcatV2_OfPictures_KeepsTheirAxis(int axis, int[] expected, float[] values)
    {
        var graph = Copied().Integers("axis", [], axis).Node("b", "Relu", ["copy"]).Node("y", "ConcatV2", ["copy", "b", "axis"]);

        var result = graph.Run(PictureShape, Picture, "y");

        Assert.That(Operators(graph), Is.EqualTo(new[] { "Transpose", "Conv", "Relu", "Concat", "Transpose" }));
        Assert.That(result.Shape, Is.EqualTo(expected));
        Assert.That(result.Values, Is.EqualTo(values));
    }

    [Test]
    public void Pad_OfAPicturesChannels_PutsThemBehind()
    {
        var graph = Copied().Integers("edges", [4, 2], 0, 0, 0, 0, 0, 0, 0, 1).Node("y", "Pad", ["copy", "edges"]);

        var (shape, values) = graph.Run(PictureShape, Picture, "y");

        Assert.That(Operators(graph), Is.EqualTo(new[] { "Transpose", "Conv", "Pad", "Transpose" }));
        Assert.That(shape, Is.EqualTo(new[] { 1, 2, 2, 3 }));
        Assert.That(values, Is.EqualTo(new float[] { 1, 10, 0, 2, 20, 0, 3, 30, 0, 4, 40, 0 }));
    }

    [Test]
    public void Transpose_AroundAConvolution_IsNotWritten()
    {
        var graph = Copying(new TinyGraph().Integers("last", [4], 0, 2, 3, 1).Integers("first", [4], 0, 3, 1, 2)
            .Node("turned", "Transpose", ["x", "last"]), "turned").Node("y", "Transpose", ["copy", "first"]);

        // The one node more gives the output its name.
        Assert.That(Operators(graph), Is.EqualTo(new[] { "Conv", "Identity" }));
        Assert.That(graph.Run(PictureShape, Picture, "y").Values, Is.EqualTo(Picture));
    }

    private static IReadOnlyList<string> Operators(TinyGraph graph) => WrittenGraph.Operators(graph.Convert(PictureShape, "y"));

    private static TinyGraph Copied() => Copying(new TinyGraph(), "x");

    /// <summary>Adds <c>copy</c>: a convolution that changes nothing, of two channels.</summary>
    private static TinyGraph Copying(TinyGraph graph, string input) =>
        graph.Floats("same", [1, 1, 2, 2], 1, 0, 0, 1).Node("copy", "Conv2D", [input, "same"], Window);
}
