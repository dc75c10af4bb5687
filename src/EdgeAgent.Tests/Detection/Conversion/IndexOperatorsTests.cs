namespace EdgeAgent.Tests.Detection.Conversion;

/// <summary>Operators on places, each worked out by hand as TensorFlow defines it; a conversion to floats lets the values be read.</summary>
public sealed class IndexOperatorsTests
{
    private const string ToFloat = """{"DstT": {"type": "DT_FLOAT"}}""";
    private const string Whole = """{"T": {"type": "DT_INT32"}}""";

    [Test]
    public void ArgMax_TwoEqual_GivesTheFirstPlaceOfEachRow()
    {
        var graph = new TinyGraph().Integers("axis", [], 1).Node("place", "ArgMax", ["x", "axis"]).Node("y", "Cast", ["place"], ToFloat);

        var (shape, values) = graph.Run([2, 3], [1, 7, 7, 9, 0, 3], "y");

        Assert.That(shape, Is.EqualTo(new[] { 2 }));
        Assert.That(values, Is.EqualTo(new float[] { 1, 0 }));
    }

    [Test]
    public void FloorDiv_BelowZero_RoundsDown()
    {
        var graph = new TinyGraph().Integers("divisor", [], 4)
            .Node("whole", "Cast", ["x"], """{"DstT": {"type": "DT_INT32"}}""")
            .Node("quotient", "FloorDiv", ["whole", "divisor"], Whole)
            .Node("y", "Cast", ["quotient"], ToFloat);

        var (_, values) = graph.Run([4], [7, 8, -1, -8], "y");

        Assert.That(values, Is.EqualTo(new float[] { 1, 2, -1, -2 }));
    }

    [Test]
    public void GatherNd_PlacesOfRowAndColumn_ReadsWhatStandsThere()
    {
        var graph = new TinyGraph().Integers("places", [2, 2], 1, 0, 0, 2).Node("y", "GatherNd", ["x", "places"]);

        var (_, values) = graph.Run([2, 3], [1, 2, 3, 4, 5, 6], "y");

        Assert.That(values, Is.EqualTo(new float[] { 4, 3 }));
    }

    [Test]
    public void FloorDiv_OfFloats_IsRefused()
    {
        var graph = new TinyGraph().Node("y", "FloorDiv", ["x", "x"], """{"T": {"type": "DT_FLOAT"}}""");

        Assert.That(() => graph.Convert([1], "y"), Throws.Exception.With.Message.EqualTo("node y (FloorDiv): division of DT_FLOAT is not supported"));
    }

    [Test]
    public void Cast_ToAnUnknownType_NamesIt()
    {
        var graph = new TinyGraph().Node("y", "Cast", ["x"], """{"DstT": {"type": "DT_STRING"}}""");

        Assert.That(() => graph.Convert([1], "y"), Throws.Exception.With.Message.Contains("conversion to DT_STRING"));
    }
}
