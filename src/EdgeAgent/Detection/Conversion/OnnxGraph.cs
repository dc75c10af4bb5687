using System.Runtime.InteropServices;

namespace EdgeAgent.Detection.Conversion;

/// <summary>
/// An ONNX model under construction (onnx.proto, operator set 13). Tensors are known by name; every method that makes
/// one returns its name. The same calls in the same order give the same bytes.
/// </summary>
internal sealed class OnnxGraph
{
    public const int FloatType = 1;
    public const int Int64Type = 7;

    private const int IrVersion = 7;
    private const int OperatorSet = 13;

    private readonly ProtobufWriter graph = new();
    private readonly HashSet<string> constants = new(StringComparer.Ordinal);
    private int made;

    /// <summary>A tensor of 32-bit floats that the caller fills at each run.</summary>
    public void Input(string name, IReadOnlyList<int> shape) => graph.Message(11, ValueInfo(name, shape));

    /// <summary>A tensor of 32-bit floats that the caller reads; its shape follows from the graph.</summary>
    public void Output(string name) => graph.Message(12, ValueInfo(name, shape: null));

    /// <summary>Adds a node with one output.</summary>
    /// <param name="inputs">Names of tensors; an empty name leaves an optional input out.</param>
    /// <param name="output">Name of the result; null makes one up.</param>
    public string Node(string type, IReadOnlyList<string> inputs, string? output = null, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        output ??= $"made/{++made}";
        NodeWithOutputs(type, inputs, [output], attributes);
        return output;
    }

    /// <summary>Adds a node with as many outputs as names are given.</summary>
    public void NodeWithOutputs(string type, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        var node = new ProtobufWriter();
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        foreach (var output in outputs)
        {
            node.Text(2, output);
        }

        node.Text(3, outputs[0]);
        node.Text(4, type);
        foreach (var attribute in attributes)
        {
            node.Message(5, attribute.Message);
        }

        graph.Message(1, node);
    }

    /// <summary>A constant tensor; a second one of the same name is taken for the same.</summary>
    public string Floats(string name, IReadOnlyList<int> shape, ReadOnlySpan<float> values) =>
        Constant(name, FloatType, shape, MemoryMarshal.AsBytes(values));

    /// <summary>A constant tensor of whole numbers, 64 bits each; a second one of the same name is taken for the same.</summary>
    public string Integers(string name, IReadOnlyList<int> shape, ReadOnlySpan<long> values) =>
        Constant(name, Int64Type, shape, MemoryMarshal.AsBytes(values));

    /// <summary>A constant list of whole numbers, as ONNX wants for shapes, axes and paddings.</summary>
    public string List(params ReadOnlySpan<long> values) =>
        Constant($"list/{string.Join('_', values.ToArray())}", Int64Type, [values.Length], MemoryMarshal.AsBytes(values));

    /// <returns>The finished model file.</returns>
    public byte[] ToArray()
    {
        graph.Text(2, "graph");
        var operatorSet = new ProtobufWriter();
        operatorSet.Text(1, "");
        operatorSet.Integer(2, OperatorSet);

        var model = new ProtobufWriter();
        model.Integer(1, IrVersion);
        model.Text(2, "EdgeAgent");
        model.Message(8, operatorSet);
        model.Message(7, graph);
        return model.ToArray();
    }

    private string Constant(string name, int type, IReadOnlyList<int> shape, ReadOnlySpan<byte> littleEndian)
    {
        if (!constants.Add(name))
        {
            return name;
        }

        var tensor = new ProtobufWriter();
        foreach (var size in shape)
        {
            tensor.Integer(1, size);
        }

        tensor.Integer(2, type);
        tensor.Text(8, name);
        tensor.Bytes(9, littleEndian);
        graph.Message(5, tensor);
        return name;
    }

    private static ProtobufWriter ValueInfo(string name, IReadOnlyList<int>? shape)
    {
        var tensor = new ProtobufWriter();
        tensor.Integer(1, FloatType);
        if (shape is not null)
        {
            var sizes = new ProtobufWriter();
            foreach (var size in shape)
            {
                var dimension = new ProtobufWriter();
                dimension.Integer(1, size);
                sizes.Message(1, dimension);
            }

            tensor.Message(2, sizes);
        }

        var type = new ProtobufWriter();
        type.Message(1, tensor);
        var info = new ProtobufWriter();
        info.Text(1, name);
        info.Message(2, type);
        return info;
    }
}
