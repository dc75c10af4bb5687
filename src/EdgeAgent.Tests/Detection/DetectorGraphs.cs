using EdgeAgent.Detection.Conversion;

namespace EdgeAgent.Tests.Detection;

/// <summary>Small detectors as ONNX files: of constant outputs, or with an eye for what is bright.</summary>
internal static class DetectorGraphs
{
    public const int Side = 64;

    /// <summary>One person of 0.9 at 16, 8, 48, 56 of 64 x 64 pixels: boxes, scores and classes, the latter whole numbers.</summary>
    /// <param name="change">Outputs that are other than these.</param>
    public static byte[] Constant(params (string Name, int[] Shape, float[] Values)[] change)
    {
        var outputs = new Dictionary<string, (int[] Shape, float[] Values)>
        {
            ["boxes"] = ([1, 1, 4], [16, 8, 48, 56]),
            ["scores"] = ([1, 1], [0.9f]),
        };
        foreach (var (name, shape, values) in change)
        {
            outputs[name] = (shape, values);
        }

        var graph = new OnnxGraph();
        graph.Input("input", [1, 3, Side, Side]);
        foreach (var (name, (shape, values)) in outputs)
        {
            graph.Node("Identity", [graph.Floats($"{name}/values", shape, values)], name);
            graph.Output(name);
        }

        if (!outputs.ContainsKey("classes"))
        {
            graph.Node("Identity", [graph.Integers("classes/values", [1, 1], [0])], "classes");
            graph.Output("classes", OnnxGraph.Int64Type);
        }

        return graph.ToArray();
    }

    /// <summary>Finds the one thing that is all but white.</summary>
    /// <param name="shape">Of the input, as in a manifest.</param>
    /// <param name="isYxyx">Order of the corners.</param>
    /// <param name="unit">What a pixel of the input counts across and down.</param>
    /// <param name="type">Of the input's numbers.</param>
    public static byte[] Bright(int[] shape, bool isYxyx, (float Across, float Down) unit, int type = OnnxGraph.FloatType)
    {
        var graph = new OnnxGraph();
        graph.Input("input", shape, type);
        var picture = graph.Node("Cast", ["input"], null, OnnxAttribute.Integer("to", OnnxGraph.FloatType));
        var (row, column) = shape[1] == 3 ? (2, 3) : (1, 2);
        var (left, right) = Span(graph, picture, "x", column, unit.Across);
        var (top, bottom) = Span(graph, picture, "y", row, unit.Down);
        string[] corners = isYxyx ? [top, left, bottom, right] : [left, top, right, bottom];
        var box = graph.Node("Concat", corners, null, OnnxAttribute.Integer("axis", 0));
        graph.Node("Reshape", [box, graph.List(1, 1, 4)], "boxes");
        graph.Node("Identity", [graph.Floats("score", [1, 1], [0.9f])], "scores");
        graph.Node("Identity", [graph.Floats("class", [1, 1], [1])], "classes");
        foreach (var output in new[] { "boxes", "scores", "classes" })
        {
            graph.Output(output);
        }

        return graph.ToArray();
    }

    /// <summary>Of three boxes those which an exported non-maximum suppression leaves: two, or none at all on a dark picture.</summary>
    public static byte[] Suppressed()
    {
        var graph = new OnnxGraph();
        graph.Input("input", [1, 3, Side, Side]);
        var boxes = graph.Floats("all", [1, 3, 4], [16, 8, 48, 56, 17, 8, 48, 56, 0, 0, 8, 8]);
        var brightest = graph.Node("ReduceMax", ["input"], null, OnnxAttribute.Integers("axes", 1, 2, 3), OnnxAttribute.Integer("keepdims", 1));
        var factor = graph.Node("Reshape", [brightest, graph.List(1, 1, 1)]);
        var scores = graph.Node("Mul", [factor, graph.Floats("weights", [1, 1, 3], [0.9f / 255, 0.8f / 255, 0.7f / 255])]);
        var picked = graph.Node("NonMaxSuppression", [boxes, scores, graph.List(10), graph.Floats("overlap", [1], [0.5f]), graph.Floats("least", [1], [0.3f])]);
        var index = graph.Node("Squeeze", [graph.Node("Slice", [picked, graph.List(2), graph.List(3), graph.List(1)]), graph.List(1)]);
        graph.Node("Gather", [graph.Node("Squeeze", [boxes, graph.List(0)]), index], "boxes");
        graph.Node("Gather", [graph.Node("Squeeze", [scores, graph.List(0, 1)]), index], "scores");
        graph.Node("Gather", [graph.Integers("kinds", [3], [0, 0, 1]), index], "classes");
        graph.Output("boxes");
        graph.Output("scores");
        graph.Output("classes", OnnxGraph.Int64Type);
        return graph.ToArray();
    }

    /// <summary>One person of 1.0, whose score is NaN on a white picture.</summary>
    public static byte[] NoneOnWhite()
    {
        var graph = new OnnxGraph();
        graph.Input("input", [1, 3, Side, Side]);
        var brightest = graph.Node("ReduceMax", ["input"], null, OnnxAttribute.Integers("axes", 1, 2, 3), OnnxAttribute.Integer("keepdims", 1));
        var rest = graph.Node("Reshape", [graph.Node("Sub", [graph.Floats("white", [1], [255]), brightest]), graph.List(1, 1)]);
        graph.Node("Div", [rest, graph.Node("Abs", [rest])], "scores");
        graph.Node("Identity", [graph.Floats("box", [1, 1, 4], [16, 8, 48, 56])], "boxes");
        graph.Node("Identity", [graph.Floats("class", [1, 1], [0])], "classes");
        foreach (var output in new[] { "boxes", "scores", "classes" })
        {
            graph.Output(output);
        }

        return graph.ToArray();
    }

    /// <summary>The first and the last bright place along an axis of the input, the latter exclusive.</summary>
    private static (string First, string Last) Span(OnnxGraph graph, string picture, string name, int axis, float unit)
    {
        long[] others = [.. new long[] { 1, 2, 3 }.Where(other => other != axis)];
        var brightest = graph.Node("ReduceMax", [picture], null, OnnxAttribute.Integers("axes", others), OnnxAttribute.Integer("keepdims", 0));
        var profile = graph.Node("ReduceMin", [brightest], null, OnnxAttribute.Integers("axes", 0), OnnxAttribute.Integer("keepdims", 0));
        var bright = graph.Node("Cast", [graph.Node("Greater", [profile, graph.Floats("threshold", [1], [230])])], null, OnnxAttribute.Integer("to", OnnxGraph.FloatType));
        string Place(int last)
        {
            var index = graph.Node("ArgMax", [bright], null, OnnxAttribute.Integer("axis", 0), OnnxAttribute.Integer("select_last_index", last));
            var place = graph.Node("Cast", [index], null, OnnxAttribute.Integer("to", OnnxGraph.FloatType));
            var end = graph.Node("Add", [place, graph.Floats($"end{last}", [1], [last])]);
            return graph.Node("Mul", [end, graph.Floats($"unit/{name}", [1], [unit])]);
        }

        return (Place(0), Place(1));
    }
}
