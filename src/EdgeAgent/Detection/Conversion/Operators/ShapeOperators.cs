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

    private static readonly long[] ChannelsFirst = [0, 3, 1, 2];
    private static readonly long[] ChannelsLast = [0, 2, 3, 1];

    /// <summary>The axis is the last input.</summary>
    private static void Concat(GraphNode node, Translation translation)
    {
        var last = node.Inputs.Count - 1;
        var axis = translation.Integers(node, last)[0];
        if (translation.KnownChannelsFirst(node, last) is { } pictures)
        {
            var turned = Array.IndexOf(ChannelsFirst, axis < 0 ? axis + ChannelsFirst.Length : axis);
            translation.FinishChannelsFirst(node, translation.Target.Node("Concat", pictures, null, OnnxAttribute.Integer("axis", turned)));
            return;
        }

        string[] parts = [.. Enumerable.Range(0, last).Select(index => translation.Input(node, index))];
        translation.Target.Node("Concat", parts, node.Name, OnnxAttribute.Integer("axis", axis));
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
        var onnx = translation.Target;
        var filling = node.Operator == "PadV2" ? translation.Input(node, 2) : onnx.Number(0);
        var pairs = translation.Integers(node, 1).Chunk(2).ToArray();
        if (translation.KnownChannelsFirst(node, 1) is [var picture])
        {
            pairs = [.. ChannelsFirst.Select(axis => pairs[axis])];
            translation.FinishChannelsFirst(node, onnx.Node("Pad", [picture, Edges(), filling]));
        }
        else
        {
            onnx.Node("Pad", [translation.Input(node, 0), Edges(), filling], node.Name);
        }

        string Edges() => onnx.List([.. pairs.Select(pair => pair[0]), .. pairs.Select(pair => pair[1])]);
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

    /// <summary>What only turns a picture's channels to the front or back gives the form that is known already.</summary>
    private static void Transpose(GraphNode node, Translation translation)
    {
        var order = translation.Integers(node, 1);
        if (order.SequenceEqual(ChannelsFirst))
        {
            translation.FinishAs(node, translation.ChannelsFirst(node, 0));
        }
        else if (order.SequenceEqual(ChannelsLast))
        {
            translation.FinishChannelsFirst(node, translation.Input(node, 0));
        }
        else
        {
            translation.Target.Node("Transpose", [translation.Input(node, 0)], node.Name, OnnxAttribute.Integers("perm", order));
        }
    }

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
