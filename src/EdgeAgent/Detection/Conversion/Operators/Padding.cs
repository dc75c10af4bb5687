namespace EdgeAgent.Detection.Conversion.Operators;

/// <summary>The edge that a convolution or a pool puts around its picture.</summary>
internal static class Padding
{
    /// <summary>
    /// The first input, channels in front, and the attribute for its edge. Where the source pads the picture by a node of
    /// its own, with what the operator takes its edge for, the edge moves into the operator.
    /// </summary>
    /// <param name="filling">The value that the operator's edge counts as.</param>
    public static (string Picture, OnnxAttribute Attribute) Of(GraphNode node, Translation translation, float filling)
    {
        var picture = translation.ChannelsFirst(node, 0);
        return node.Text("padding") switch
        {
            // TensorFlow's SAME puts the odd pixel at the lower right.
            "SAME" => (picture, OnnxAttribute.Text("auto_pad", "SAME_UPPER")),
            "VALID" => Unpadded(translation.Target, picture, filling) ?? (picture, OnnxAttribute.Text("auto_pad", "VALID")),
            var other => throw node.Unsupported($"padding {other}"),
        };
    }

    private static (string Picture, OnnxAttribute Attribute)? Unpadded(OnnxGraph onnx, string picture, float filling) =>
        onnx.Producer(picture) is { Type: "Pad", Inputs: [var inside, var edges, var value] }
        && onnx.Constant(value) is { } constant && constant.Values<float>()[0].Equals(filling)
        && onnx.Constant(edges)!.Values<long>() is [0, 0, var top, var left, 0, 0, var bottom, var right]
            ? (inside, OnnxAttribute.Integers("pads", top, left, bottom, right))
            : null;
}
