namespace EdgeAgent.Detection.Conversion.Operators;

/// <summary>Operators that move values about without changing them.</summary>
internal static class ShapeOperators
{
    public static IReadOnlyDictionary<string, NodeTranslation> All { get; } = new Dictionary<string, NodeTranslation>
    {
        ["ConcatV2"] = Concat,
        ["ExpandDims"] = ExpandDims,
        ["Pack"] = Pack,
        ["Pad"] = Pad,
        ["PadV2"] = Pad,
        ["Reshape"] = Reshape,
        ["SplitV"] = Split,
        ["Transpose"] = Transpose,
        ["Unpack"] = Unpack,
    };

    /// <summary>The axis is the last input.</summary>
    private static void Concat(GraphNode node, Translation translation)
    {
        var last = node.Inputs.Count - 1;
        string[] parts = [.. Enumerable.Range(0, last).Select(index => translation.Input(node, index))];
        translation.Target.Node("Concat", parts, node.Name, OnnxAttribute.Integer("axis", translation.Integers(node, last)[0]));
    }

    private static void ExpandDims(GraphNode node, Translation translation) => translation.Target.Node(
        "Unsqueeze", [translation.Input(node, 0), translation.Target.List(translation.Integers(node, 1))], node.Name);

    /// <summary>Puts tensors of one shape side by side along an axis that is new.</summary>
    private static void Pack(GraphNode node, Translation translation)
    {
        var axis = node.Integer("axis");
        string[] parts = [.. translation.Inputs(node).Select(part => translation.Target.Node("Unsqueeze", [part, translation.Target.List(axis)]))];
        translation.Target.Node("Concat", parts, node.Name, OnnxAttribute.Integer("axis", axis));
    }

    /// <summary>TensorFlow pairs begin and end of each axis; ONNX wants all begins, then all ends.</summary>
    private static void Pad(GraphNode node, Translation translation)
    {
        var pairs = translation.Integers(node, 1);
        long[] paddings = [.. pairs.Where((_, index) => index % 2 == 0), .. pairs.Where((_, index) => index % 2 == 1)];
        List<string> inputs = [translation.Input(node, 0), translation.Target.List(paddings)];
        if (node.Operator == "PadV2")
        {
            inputs.Add(translation.Input(node, 2));
        }

        translation.Target.Node("Pad", inputs, node.Name);
    }

    private static void Reshape(GraphNode node, Translation translation) => translation.Target.Node(
        "Reshape", [translation.Input(node, 0), translation.Target.List(translation.Integers(node, 1))], node.Name);

    private static void Split(GraphNode node, Translation translation)
    {
        var sizes = translation.Integers(node, 1);
        string[] outputs = [.. sizes.Select((_, index) => index == 0 ? node.Name : $"{node.Name}:{index}")];
        translation.Target.NodeWithOutputs(
            "Split",
            [translation.Input(node, 0), translation.Target.List(sizes)],
            outputs,
            OnnxAttribute.Integer("axis", translation.Integers(node, 2)[0]));
    }

    private static void Transpose(GraphNode node, Translation translation) => translation.Target.Node(
        "Transpose", [translation.Input(node, 0)], node.Name, OnnxAttribute.Integers("perm", translation.Integers(node, 1)));

    /// <summary>The reverse of <see cref="Pack"/>: a slice for each place of an axis, which is gone then.</summary>
    private static void Unpack(GraphNode node, Translation translation)
    {
        var axis = node.Integer("axis");
        string[] outputs = [.. Enumerable.Range(0, (int)node.Integer("num")).Select(index => index == 0 ? node.Name : $"{node.Name}:{index}")];
        string[] slices = [.. outputs.Select(output => $"{output}/slice")];
        translation.Target.NodeWithOutputs("Split", [translation.Input(node, 0)], slices, OnnxAttribute.Integer("axis", axis));
        foreach (var (slice, output) in slices.Zip(outputs))
        {
            translation.Target.Node("Squeeze", [slice, translation.Target.List(axis)], output);
        }
    }
}
