namespace EdgeAgent.Detection.Conversion;

/// <summary>Writes one TensorFlow node as ONNX nodes; the last of them carries the node's name.</summary>
internal delegate void NodeTranslation(GraphNode node, Translation translation);

/// <summary>
/// What translating a node needs: the ONNX graph being written, the known constants, and the order of axes.
/// TensorFlow keeps a picture's channels last, ONNX first: each picture is known by its turned form too, in which the nodes
/// behind go on with it as long as they can; of the two forms the graph keeps what is read. TensorFlow's whole numbers of
/// 32 bits become such of 64: ONNX counts and indexes with nothing else.
/// </summary>
internal sealed class Translation(TfjsGraph source, OnnxGraph target)
{
    private readonly Dictionary<string, string> sameAs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> channelsFirst = new(StringComparer.Ordinal);

    public OnnxGraph Target => target;

    /// <summary>The ONNX name of an input; a constant enters the ONNX graph when it is first used.</summary>
    public string Input(GraphNode node, int index)
    {
        var name = node.Inputs[index];
        return source.Constant(name) switch
        {
            null => Current(name),
            { Floats: { } floats } constant => target.Floats(name, constant.Shape, floats),
            { Integers: { } integers } constant => target.Integers(name, constant.Shape, [.. integers]),
            _ => throw node.Unsupported($"input {index}, which holds nothing,"),
        };
    }

    public string[] Inputs(GraphNode node) => [.. node.Inputs.Select((_, index) => Input(node, index))];

    /// <summary>An input's values where they must be known now: a shape, an axis, a padding.</summary>
    public long[] Integers(GraphNode node, int index) =>
        source.Constant(node.Inputs[index])?.Integers?.Select(value => (long)value).ToArray()
        ?? throw node.Unsupported($"input {index}, {node.Inputs[index]}, computed at run time");

    /// <summary>An input's shape and values where they must be known now: a filter, an offset.</summary>
    public (IReadOnlyList<int> Shape, float[] Values) Floats(GraphNode node, int index) =>
        source.Constant(node.Inputs[index]) is { Floats: { } values } constant
            ? (constant.Shape, values)
            : throw node.Unsupported($"input {index}, {node.Inputs[index]}, computed at run time");

    /// <summary>Whether no other node reads an input.</summary>
    public bool IsOnlyReader(GraphNode node, int index) => source.Readers(node.Inputs[index]) == 1;

    /// <summary>A picture-like input with its channels in front.</summary>
    public string ChannelsFirst(GraphNode node, int index)
    {
        var name = Input(node, index);
        if (!channelsFirst.TryGetValue(name, out var turned))
        {
            turned = target.Node("Transpose", [name], null, OnnxAttribute.Integers("perm", 0, 3, 1, 2));
            channelsFirst.Add(name, turned);
        }

        return turned;
    }

    /// <summary>The first inputs with their channels in front; null where one of them is not known so, or all are constants.</summary>
    public string[]? KnownChannelsFirst(GraphNode node, int count)
    {
        string[] names = [.. node.Inputs.Take(count)];
        string[] known = [.. names.Select(KnownChannelsFirst).OfType<string>()];
        return known.Length == count && names.Any(name => source.Constant(name) is null) ? known : null;
    }

    /// <summary>Gives a result with channels in front the node's name, channels last.</summary>
    public void FinishChannelsFirst(GraphNode node, string result)
    {
        target.Node("Transpose", [result], node.Name, OnnxAttribute.Integers("perm", 0, 2, 3, 1));
        channelsFirst.Add(node.Name, result);
    }

    /// <summary>Takes a tensor that is in the graph already for the node's result.</summary>
    public void FinishAs(GraphNode node, string result) => sameAs.Add(node.Name, result);

    /// <summary>Makes a node's result, under the node's name, an output of the graph.</summary>
    public void Output(string name)
    {
        if (Current(name) is var tensor && tensor != name)
        {
            target.Node("Identity", [tensor], name);
        }

        target.Output(name);
    }

    private string Current(string name) => sameAs.GetValueOrDefault(name, name);

    private string? KnownChannelsFirst(string name) => source.Constant(name) switch
    {
        null => channelsFirst.GetValueOrDefault(Current(name)),
        var constant => constant.ChannelsFirst() is { } turned ? target.Floats($"{name}/channels first", turned.Shape, turned.Floats) : null,
    };
}
