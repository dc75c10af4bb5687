namespace EdgeAgent.Detection.Conversion.Operators;

/// <summary>Convolutions, plain and depthwise, with the offset and activation that TensorFlow fuses into them.</summary>
internal static class ConvolutionOperators
{
    public static IReadOnlyDictionary<string, NodeTranslation> All { get; } = new Dictionary<string, NodeTranslation>
    {
        ["Conv2D"] = Plain,
        ["_FusedConv2D"] = Plain,
        ["DepthwiseConv2dNative"] = Depthwise,
        ["FusedDepthwiseConv2dNative"] = Depthwise,
    };

    /// <summary>
    /// Takes a sum for the convolution's offset where it adds a constant, one value a channel, to a convolution that has
    /// none yet and whose result nothing else reads.
    /// </summary>
    /// <returns>Whether the node has been translated so.</returns>
    public static bool AddOffset(GraphNode node, Translation translation)
    {
        var onnx = translation.Target;
        if (translation.KnownChannelsFirst(node, 1) is not [var result]
            || onnx.Producer(result) is not { Type: "Conv", Inputs: [_, var filter] } convolution
            || onnx.Constant(translation.Input(node, 1)) is not { Shape: [var values] } offset
            || onnx.Constant(filter)!.Shape[0] != values
            || !translation.IsOnlyReader(node, 0))
        {
            return false;
        }

        translation.FinishChannelsFirst(
            node, onnx.Node("Conv", [.. convolution.Inputs, offset.Name], null, [.. convolution.Attributes]));
        return true;
    }

    /// <summary>A filter of height x width x in x out becomes out x in x height x width.</summary>
    private static void Plain(GraphNode node, Translation translation)
    {
        var (shape, values) = translation.Floats(node, 1);
        var (height, width, channelsIn, channelsOut) = (shape[0], shape[1], shape[2], shape[3]);
        var filter = translation.Target.Floats(
            $"{node.Inputs[1]}/plain", [channelsOut, channelsIn, height, width], Turned(values, height * width, channelsIn, channelsOut, outFirst: true));
        Write(node, translation, filter, (height, width), groups: 1);
    }

    /// <summary>A filter of height x width x in x multiplier becomes (in · multiplier) x 1 x height x width, a group for each channel.</summary>
    private static void Depthwise(GraphNode node, Translation translation)
    {
        var (shape, values) = translation.Floats(node, 1);
        var (height, width, channels, multiplier) = (shape[0], shape[1], shape[2], shape[3]);
        var filter = translation.Target.Floats(
            $"{node.Inputs[1]}/depthwise", [channels * multiplier, 1, height, width], Turned(values, height * width, channels, multiplier, outFirst: false));
        Write(node, translation, filter, (height, width), groups: channels);
    }

    private static float[] Turned(float[] values, int places, int channelsIn, int channelsOut, bool outFirst)
    {
        var turned = new float[values.Length];
        var next = 0;
        for (var place = 0; place < places; place++)
        {
            for (var i = 0; i < channelsIn; i++)
            {
                for (var o = 0; o < channelsOut; o++)
                {
                    var row = outFirst ? o * channelsIn + i : i * channelsOut + o;
                    turned[row * places + place] = values[next++];
                }
            }
        }

        return turned;
    }

    private static void Write(GraphNode node, Translation translation, string filter, (int Height, int Width) kernel, int groups)
    {
        SpatialOperators.DemandChannelsLast(node);
        var strides = node.Integers("strides");
        var dilations = node.Integers("dilations");
        var fused = node.Texts("fused_ops");
        var (picture, padding) = Padding.Of(node, translation, filling: 0);
        List<string> inputs = [picture, filter];
        if (fused.Contains("BiasAdd"))
        {
            inputs.Add(translation.Input(node, 2));
        }

        var result = translation.Target.Node(
            "Conv",
            inputs,
            null,
            OnnxAttribute.Integers("kernel_shape", kernel.Height, kernel.Width),
            OnnxAttribute.Integers("strides", strides[1], strides[2]),
            OnnxAttribute.Integers("dilations", dilations[1], dilations[2]),
            OnnxAttribute.Integer("group", groups),
            padding);
        translation.FinishChannelsFirst(node, Activated(node, translation, result, fused));
    }

    private static string Activated(GraphNode node, Translation translation, string result, IReadOnlyList<string> fused) =>
        fused switch
        {
            [] or ["BiasAdd"] => result,
            ["BiasAdd", "Relu"] => translation.Target.Node("Relu", [result]),
            ["BiasAdd", "Relu6"] => translation.Target.Node(
                "Clip", [result, translation.Target.Number(0), translation.Target.Number(6)]),
            _ => throw node.Unsupported($"the fused activation {string.Join(" + ", fused)}"),
        };
}
