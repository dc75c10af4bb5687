using EdgeAgent.Detection.Conversion.Operators;

namespace EdgeAgent.Detection.Conversion;

/// <summary>
/// Turns a TensorFlow.js graph model into an ONNX model (operator set 13). It knows the operators of the models that
/// have a manifest and names the node and the operator where another one turns up.
/// </summary>
internal static class GraphConverter
{
    private static readonly Dictionary<string, NodeTranslation> Operators = new[]
        {
            ElementwiseOperators.All, ConvolutionOperators.All, SpatialOperators.All, ShapeOperators.All, IndexOperators.All,
        }
        .SelectMany(family => family).ToDictionary(StringComparer.Ordinal);

    /// <param name="input">Name of the tensor that becomes the model's input: the graph's own, or one where it is cut.</param>
    /// <param name="inputShape">Sizes of that tensor, none of them open.</param>
    /// <param name="outputs">Names of the tensors to be read, in this order.</param>
    /// <returns>The bytes of the ONNX file; always the same for the same graph.</returns>
    /// <exception cref="ConversionException">Something in the graph is not supported.</exception>
    public static byte[] Convert(TfjsGraph source, string input, IReadOnlyList<int> inputShape, IReadOnlyList<string> outputs)
    {
        var target = new OnnxGraph();
        var translation = new Translation(source, target);
        target.Input(input, inputShape);
        foreach (var node in InOrder(source, input, outputs))
        {
            if (!Operators.TryGetValue(node.Operator, out var translate))
            {
                throw node.Unsupported("this operator");
            }

            translate(node, translation);
        }

        foreach (var output in outputs)
        {
            translation.Output(output);
        }

        return target.ToArray();
    }

    /// <summary>The nodes between input and outputs, each behind those whose results it uses.</summary>
    private static List<GraphNode> InOrder(TfjsGraph source, string input, IReadOnlyList<string> outputs)
    {
        var order = new List<GraphNode>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { input };
        var open = new Stack<(GraphNode Node, int NextInput)>();

        void Visit(string tensor)
        {
            var name = tensor.Split(':')[0];
            if (source.Constant(name) is null && seen.Add(name))
            {
                open.Push((source.Node(name), 0));
            }
        }

        foreach (var output in outputs)
        {
            Visit(output);
            while (open.TryPop(out var step))
            {
                if (step.NextInput == step.Node.Inputs.Count)
                {
                    order.Add(step.Node);
                    continue;
                }

                open.Push(step with { NextInput = step.NextInput + 1 });
                Visit(step.Node.Inputs[step.NextInput]);
            }
        }

        return order;
    }
}
