using System.Globalization;
using System.Runtime.InteropServices;

namespace EdgeAgent.Detection.Conversion;

/// <summary>
/// An ONNX model under construction (onnx.proto, operator set 13). Tensors are known by name; every method that makes
/// one returns its name. What no output needs is not written. The same calls in the same order give the same bytes.
/// </summary>
internal sealed class OnnxGraph
{
    public const int FloatType = 1;
    public const int Int64Type = 7;

    private const int IrVersion = 7;
    private const int OperatorSet = 13;

    private readonly List<ProtobufWriter> inputs = [];
    private readonly List<(string Name, ProtobufWriter Message)> outputs = [];
    private readonly List<OnnxNode> nodes = [];
    private readonly Dictionary<string, OnnxNode> producers = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, OnnxConstant> constants = new(StringComparer.Ordinal);
    private int made;

    /// <summary>A tensor that the caller fills at each run.</summary>
    /// <param name="type">Kind of its numbers, by default 32-bit floats.</param>
    public void Input(string name, IReadOnlyList<int> shape, int type = FloatType) => inputs.Add(ValueInfo(name, shape, type));

    /// <summary>A tensor that the caller reads; its shape follows from the graph.</summary>
    /// <param name="type">Kind of its numbers, by default 32-bit floats.</param>
    public void Output(string name, int type = FloatType) => outputs.Add((name, ValueInfo(name, shape: null, type)));

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
        var node = new OnnxNode(type, inputs, outputs, attributes.ToArray());
        nodes.Add(node);
        foreach (var output in outputs)
        {
            producers.Add(output, node);
        }
    }

    /// <returns>The node that gives a tensor; null for an input or a constant.</returns>
    public OnnxNode? Producer(string tensor) => producers.GetValueOrDefault(tensor);

    /// <returns>The constant of that name; null for a tensor that is worked out at each run.</returns>
    public OnnxConstant? Constant(string name) => constants.GetValueOrDefault(name);

    /// <summary>A constant tensor; a second one of the same name is taken for the same.</summary>
    public string Floats(string name, IReadOnlyList<int> shape, ReadOnlySpan<float> values) =>
        Constant(name, FloatType, shape, MemoryMarshal.AsBytes(values));

    /// <summary>A constant tensor of whole numbers, 64 bits each; a second one of the same name is taken for the same.</summary>
    public string Integers(string name, IReadOnlyList<int> shape, ReadOnlySpan<long> values) =>
        Constant(name, Int64Type, shape, MemoryMarshal.AsBytes(values));

    /// <summary>A constant list of whole numbers, as ONNX wants for shapes, axes and paddings.</summary>
    public string List(params ReadOnlySpan<long> values) =>
        Integers($"list/{string.Join('_', values.ToArray())}", [values.Length], values);

    /// <summary>A single constant number.</summary>
    public string Number(float value) => Floats($"number/{value.ToString(CultureInfo.InvariantCulture)}", [], [value]);

    /// <returns>The finished model file.</returns>
    public byte[] ToArray()
    {
        var needed = outputs.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
        var alive = new Stack<OnnxNode>();
        foreach (var node in nodes.AsEnumerable().Reverse().Where(node => needed.Overlaps(node.Outputs)))
        {
            alive.Push(node);
            needed.UnionWith(node.Inputs);
        }

        var graph = new ProtobufWriter();
        graph.Messages(1, alive.Select(node => node.Message()));
        graph.Text(2, "graph");
        graph.Messages(5, constants.Values.Where(constant => needed.Contains(constant.Name)).Select(constant => constant.Message()));
        graph.Messages(11, inputs);
        graph.Messages(12, outputs.Select(output => output.Message));

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
        if (!constants.ContainsKey(name))
        {
            constants.Add(name, new OnnxConstant(name, type, shape, littleEndian.ToArray()));
        }

        return name;
    }

    private static ProtobufWriter ValueInfo(string name, IReadOnlyList<int>? shape, int type)
    {
        var tensor = new ProtobufWriter();
        tensor.Integer(1, type);
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

        var kind = new ProtobufWriter();
        kind.Message(1, tensor);
        var info = new ProtobufWriter();
        info.Text(1, name);
        info.Message(2, kind);
        return info;
    }
}
