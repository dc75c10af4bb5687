namespace EdgeAgent.Detection.Conversion.Operators;

/// <summary>Operators on the height and width of a picture, which ONNX has only with channels in front.</summary>
internal static class SpatialOperators
{
    public static IReadOnlyDictionary<string, NodeTranslation> All { get; } = new Dictionary<string, NodeTranslation>
    {
        ["MaxPool"] = MaxPool,
        ["ResizeBilinear"] = ResizeBilinear,
    };

    public static void DemandChannelsLast(GraphNode node)
    {
        if (node.Text("data_format") is var order and not "NHWC")
        {
            throw node.Unsupported($"the order of axes {order}");
        }
    }

    private static void MaxPool(GraphNode node, Translation translation)
    {
        DemandChannelsLast(node);
        var kernel = node.Integers("ksize");
        var strides = node.Integers("strides");
        var (picture, padding) = Padding.Of(node, translation, filling: float.NegativeInfinity);
        translation.FinishChannelsFirst(node, translation.Target.Node(
            "MaxPool",
            [picture],
            null,
            OnnxAttribute.Integers("kernel_shape", kernel[1], kernel[2]),
            OnnxAttribute.Integers("strides", strides[1], strides[2]),
            padding));
    }

    /// <summary>ONNX wants all four sizes: batch and channels are taken from the picture itself.</summary>
    private static void ResizeBilinear(GraphNode node, Translation translation)
    {
        if (!node.Flag("half_pixel_centers") || node.Flag("align_corners"))
        {
            throw node.Unsupported("resizing other than by half-pixel centres");
        }

        var onnx = translation.Target;
        var picture = translation.ChannelsFirst(node, 0);
        var batchAndChannels = onnx.Node("Slice", [onnx.Node("Shape", [picture]), onnx.List(0), onnx.List(2)]);
        var sizes = onnx.Node("Concat", [batchAndChannels, onnx.List(translation.Integers(node, 1))], null, OnnxAttribute.Integer("axis", 0));
        translation.FinishChannelsFirst(node, onnx.Node(
            "Resize",
            [picture, "", "", sizes],
            null,
            OnnxAttribute.Text("mode", "linear"),
            OnnxAttribute.Text("coordinate_transformation_mode", "half_pixel")));
    }
}
