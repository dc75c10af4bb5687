namespace EdgeAgent.Detection.Conversion.Operators;

/// <summary>Operators that work on each value for itself, and so do not care for the order of axes.</summary>
internal static class ElementwiseOperators
{
    public static IReadOnlyDictionary<string, NodeTranslation> All { get; } = new Dictionary<string, NodeTranslation>
    {
        ["Add"] = Add,
        ["AddV2"] = Add,
        ["Exp"] = Renamed("Exp"),
        ["Identity"] = Renamed("Identity"),
        ["Mul"] = Renamed("Mul"),
        ["RealDiv"] = Renamed("Div"),
        ["Relu"] = Renamed("Relu"),
        ["Sigmoid"] = Renamed("Sigmoid"),
        ["Sqrt"] = Renamed("Sqrt"),
        ["SquaredDifference"] = SquaredDifference,
        ["Sub"] = Renamed("Sub"),
        ["LeakyRelu"] = (node, translation) => Write(node, translation, (inputs, output) => translation.Target.Node(
            "LeakyRelu", inputs, output, OnnxAttribute.Float("alpha", node.Float("alpha")))),
    };

    private static NodeTranslation Renamed(string type) =>
        (node, translation) => Write(node, translation, (inputs, output) => translation.Target.Node(type, inputs, output));

    private static void Add(GraphNode node, Translation translation)
    {
        if (!ConvolutionOperators.AddOffset(node, translation))
        {
            Renamed("Add")(node, translation);
        }
    }

    private static void SquaredDifference(GraphNode node, Translation translation) => Write(node, translation, (inputs, output) =>
    {
        var difference = translation.Target.Node("Sub", inputs);
        return translation.Target.Node("Mul", [difference, difference], output);
    });

    /// <summary>Goes on with channels in front where all inputs are known so.</summary>
    /// <param name="write">Writes the ONNX nodes, from their inputs and the name of the result, which may be null.</param>
    private static void Write(GraphNode node, Translation translation, Func<string[], string?, string> write)
    {
        if (translation.KnownChannelsFirst(node, node.Inputs.Count) is { } pictures)
        {
            translation.FinishChannelsFirst(node, write(pictures, null));
        }
        else
        {
            write(translation.Inputs(node), node.Name);
        }
    }
}
