namespace EdgeAgent.Detection.Conversion.Operators;

/// <summary>Operators that find the place of a value, reckon with places and read what stands there.</summary>
internal static class IndexOperators
{
    private const int DoubleType = 11;

    public static IReadOnlyDictionary<string, NodeTranslation> All { get; } = new Dictionary<string, NodeTranslation>
    {
        ["ArgMax"] = ArgMax,
        ["Cast"] = Cast,
        ["FloorDiv"] = FloorDiv,
        ["GatherNd"] = (node, translation) => translation.Target.Node("GatherND", translation.Inputs(node), node.Name),
    };

    private static void ArgMax(GraphNode node, Translation translation) => translation.Target.Node(
        "ArgMax",
        [translation.Input(node, 0)],
        node.Name,
        OnnxAttribute.Integer("axis", translation.Integers(node, 1)[0]),
        OnnxAttribute.Integer("keepdims", 0));

    private static void Cast(GraphNode node, Translation translation) => Convert(
        translation.Target,
        translation.Input(node, 0),
        node.Type("DstT") switch
        {
            "DT_FLOAT" => OnnxGraph.FloatType,
            "DT_INT32" => OnnxGraph.Int64Type,
            var other => throw node.Unsupported($"conversion to {other}"),
        },
        node.Name);

    /// <summary>Rounds down, also below zero, where ONNX's division of whole numbers rounds up.</summary>
    private static void FloorDiv(GraphNode node, Translation translation)
    {
        if (node.Type("T") is var type and not "DT_INT32")
        {
            throw node.Unsupported($"division of {type}");
        }

        var onnx = translation.Target;
        var quotient = onnx.Node("Div", [.. translation.Inputs(node).Select(input => Convert(onnx, input, DoubleType))]);
        Convert(onnx, onnx.Node("Floor", [quotient]), OnnxGraph.Int64Type, node.Name);
    }

    private static string Convert(OnnxGraph onnx, string tensor, int type, string? name = null) =>
        onnx.Node("Cast", [tensor], name, OnnxAttribute.Integer("to", type));
}
