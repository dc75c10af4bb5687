using EdgeAgent.Detection.Conversion;

namespace EdgeAgent.Tests.Detection.Conversion;

public sealed class OnnxGraphTests
{
    [Test]
    public void ToArray_NodesThatNoOutputNeeds_AreLeftOutWithTheirConstants()
    {
        var graph = new OnnxGraph();
        graph.Input("x", [2]);
        var sum = graph.Node("Add", ["x", graph.Number(1)]);
        graph.Node("Exp", [graph.Node("Mul", [sum, graph.Number(2)])]);
        graph.Node("Relu", [sum], "y");
        graph.Output("y");

        var model = graph.ToArray();

        Assert.That(WrittenGraph.Operators(model), Is.EqualTo(new[] { "Add", "Relu" }));
        Assert.That(WrittenGraph.Constants(model), Is.EqualTo(new[] { "number/1" }));
    }

    [Test]
    public void ToArray_NodeOfWhichOneResultIsRead_IsWritten()
    {
        var graph = new OnnxGraph();
        graph.Input("x", [2]);
        graph.NodeWithOutputs("Split", ["x"], ["left", "right"]);
        graph.Output("right");

        Assert.That(WrittenGraph.Operators(graph.ToArray()), Is.EqualTo(new[] { "Split" }));
    }
}
