namespace EdgeAgent.Detection.Conversion.Operators;

/// <summary>Operators that work on each value for itself, and so do not care for the order of axes.</summary>
internal static class ElementwiseOperators
{
    public static IReadOnlyDictionary<string, NodeTranslation> All { get; } = new Dictionary<string, NodeTranslation>
    {
        ["Add"] = Renamed("Add"),
        ["AddV2"] = Renamed("Add"),
        ["Identity"] = Renamed("Identity"),
        ["Mul"] = Renamed("Mul"),
        ["RealDiv"] = Renamed("Div"),
        ["Relu"] = Renamed("Relu"),
        ["Sigmoid"] = Renamed("Sigmoid"),
        ["Sqrt"] = Renamed("Sqrt"),
        ["SquaredDifference"] = SquaredDifference,
        ["Sub"] = Renamed("Sub"),
        ["LeakyRelu"] = (node, translation) => translation.Target.Node(
            "LeakyRelu", translation.Inputs(node), node.Name, OnnxAttribute.Float("alpha", node.Float("alpha"))),
    };

    private static NodeTranslation Renamed(string type) =>
        (node, translation) => translation.Target.Node(type, translation.Inputs(node), node.Name);

    private static void SquaredDifference(GraphNode node, Translation translation)
    {
        var difference = translation.Target.Node("Sub", translation.Inputs(node));
        translation.Target.Node("Mul", [difference, difference], node.Name);
    }
}
