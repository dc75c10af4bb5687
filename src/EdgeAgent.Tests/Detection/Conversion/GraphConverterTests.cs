using EdgeAgent.Detection.Conversion;

namespace EdgeAgent.Tests.Detection.Conversion;

public sealed class GraphConverterTests
{
    [Test]
    public void Convert_ElementwiseChain_WorksEachOut()
    {
        var graph = new TinyGraph().Floats("half", [1], 0.5f)
            .Node("a", "AddV2", ["x", "half"])
            .Node("b", "LeakyRelu", ["a:0", "^x"], """{"alpha": {"f": 0.1}}""")
            .Node("c", "Add", ["b", "x"])
            .Node("d", "Relu", ["c"])
            .Node("e", "Sigmoid", ["d"])
            .Node("y", "Identity", ["e"]);

        var (_, values) = graph.Run([2], [-1.5f, 0.25f], "y");

        Assert.That(values, Is.EqualTo(new[] { 0.5f, 1 / (1 + MathF.Exp(-1)) }).Within(1e-6));
    }

    [Test]
    public void Convert_Arithmetic_WorksEachOut()
    {
        var graph = new TinyGraph().Floats("two", [1], 2).Floats("nine", [1], 9)
            .Node("a", "Mul", ["x", "two"])
            .Node("b", "Sub", ["a", "nine"])
            .Node("c", "SquaredDifference", ["b", "two"])
            .Node("d", "Sqrt", ["c"])
            .Node("y", "RealDiv", ["d", "two"]);

        var (_, values) = graph.Run([2], [1, 10], "y");

        Assert.That(values, Is.EqualTo(new[] { 4.5f, 4.5f }));
    }

    [Test]
    public void Convert_UnpackPackExpandDims_TakesAnAxisOutAndPutsOneIn()
    {
        var graph = new TinyGraph().Integers("last", [], -1)
            .Node("columns", "Unpack", ["x"], """{"axis": {"i": "1"}, "num": {"i": "2"}}""")
            .Node("swapped", "Pack", ["columns:1", "columns"], """{"axis": {"i": 0}}""")
            .Node("y", "ExpandDims", ["swapped", "last"]);

        var (shape, values) = graph.Run([3, 2], [1, 2, 3, 4, 5, 6], "y");

        Assert.That(shape, Is.EqualTo(new[] { 2, 3, 1 }));
        Assert.That(values, Is.EqualTo(new float[] { 2, 4, 6, 1, 3, 5 }));
    }

    [Test]
    public void Convert_PadSplitConcatTranspose_MovesEachValueToItsPlace()
    {
        var graph = new TinyGraph()
            .Integers("edges", [2, 2], 0, 1, 1, 0).Floats("minus", [], -1)
            .Integers("sizes", [2], 1, 2).Integers("last", [], 1).Integers("turn", [2], 1, 0)
            .Node("padded", "PadV2", ["x", "edges", "minus"])
            .Node("parts", "SplitV", ["padded", "sizes", "last"])
            .Node("swapped", "ConcatV2", ["parts:1", "parts", "last"])
            .Node("turned", "Transpose", ["swapped", "turn"])
            .Node("y", "Pad", ["turned", "edges"]);

        var (shape, values) = graph.Run([1, 2], [7, 8], "y");

        // [[7, 8]] padded to [[-1, 7, 8], [-1, -1, -1]], its first column put last, turned, padded with zeros.
        Assert.That(shape, Is.EqualTo(new[] { 4, 3 }));
        Assert.That(values, Is.EqualTo(new float[] { 0, 7, -1, 0, 8, -1, 0, -1, -1, 0, 0, 0 }));
    }

    [Test]
    public void Convert_ShapeMadeUpOfConstants_IsWorkedOutBeforehand()
    {
        // The sum stands before the node that it needs.
        var graph = new TinyGraph()
            .Integers("places", [0, 1]).Integers("rank", [1], 2).Integers("none", [0]).Integers("zero", [], 0).Integers("base", [2], 3, 2)
            .Node("shape", "AddV2", ["base", "zeros"])
            .Node("zeros", "SparseToDense", ["places", "rank", "none", "zero"])
            .Node("y", "Reshape", ["x", "shape"]);

        var (shape, _) = graph.Run([6], new float[6], "y");

        Assert.That(shape, Is.EqualTo(new[] { 3, 2 }));
    }

    [Test]
    public void Convert_WeightsInStepsOf8Bits_AreScaledAndShifted()
    {
        var (_, values) = new TinyGraph().Steps("w", [2], minimum: -2, scale: 0.5f, 0, 255).Node("y", "Add", ["x", "w"]).Run([2], [1, 1], "y");

        Assert.That(values, Is.EqualTo(new[] { -1, 126.5f }));
    }

    [Test]
    public void Convert_SixteenBitWeights_AreWidened()
    {
        var (_, values) = new TinyGraph().Halves("w", [2], 0.5f, -2).Node("y", "Add", ["x", "w"]).Run([2], [1, 1], "y");

        Assert.That(values, Is.EqualTo(new[] { 1.5f, -1 }));
    }

    [Test]
    public void Convert_InputInsideTheGraph_LeavesOutWhatStandsBefore()
    {
        var graph = new TinyGraph().Node("odd", "NobodyKnowsThis", ["x"]).Node("y", "Relu", ["odd"]);

        var (_, values) = graph.Run([2], [-1, 1], "y", input: "odd");

        Assert.That(values, Is.EqualTo(new float[] { 0, 1 }));
    }

    [Test]
    public void Convert_Twice_GivesTheSameBytes()
    {
        static byte[] Once() => new TinyGraph().Floats("w", [1], 1).Integers("shape", [2], 1, 2)
            .Node("a", "Add", ["x", "w"]).Node("y", "Reshape", ["a", "shape"]).Convert([2], "y");

        Assert.That(Once(), Is.EqualTo(Once()));
    }

    [Test]
    public void Convert_UnknownOperator_NamesNodeAndOperator()
    {
        var graph = new TinyGraph().Node("y", "FancyNorm", ["x"]);

        Assert.That(() => graph.Convert([1], "y"), Throws.TypeOf<ConversionException>().With.Message.EqualTo("node y (FancyNorm): this operator is not supported"));
    }

    [Test]
    public void Convert_AxisComputedAtRunTime_NamesIt()
    {
        var graph = new TinyGraph().Node("y", "Transpose", ["x", "x"]);

        Assert.That(() => graph.Convert([1], "y"), Throws.TypeOf<ConversionException>().With.Message.Contains("input 1, x, computed at run time"));
    }

    [TestCase("float32", null, "weight w: the data ends 4 bytes too early")]
    [TestCase("float32", "uint16", "weight w: storage as float32 as uint16 is not supported")]
    public void Convert_WeightsThatDoNotFit_NamesTheWeight(string type, string? quantization, string message)
    {
        var graph = new TinyGraph().Weight("w", [1], type, quantization).Node("y", "Add", ["x", "w"]);

        Assert.That(() => graph.Convert([1], "y"), Throws.TypeOf<ConversionException>().With.Message.EqualTo(message));
    }

    [TestCase("{}")]
    [TestCase("not json")]
    [TestCase("""{"modelTopology": {"node": 1}}""")]
    public void Read_NoGraphModel_SaysSo(string json)
    {
        Assert.That(
            () => TfjsGraph.Read(System.Text.Encoding.UTF8.GetBytes(json), _ => []),
            Throws.TypeOf<ConversionException>().With.Message.StartsWith("not a TensorFlow.js graph model"));
    }
}
