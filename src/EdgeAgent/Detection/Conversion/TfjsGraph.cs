using System.Text.Json;

namespace EdgeAgent.Detection.Conversion;

/// <summary>A TensorFlow.js graph model in memory: its nodes and the tensors that are known beforehand.</summary>
internal sealed class TfjsGraph
{
    private readonly Dictionary<string, GraphNode> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GraphConstant> constants = new(StringComparer.Ordinal);

    /// <param name="modelJson">Content of model.json.</param>
    /// <param name="readShard">Gives the content of a weight file, by the name that model.json uses.</param>
    /// <exception cref="ConversionException">Not a graph model, or its weights do not fit.</exception>
    public static TfjsGraph Read(ReadOnlyMemory<byte> modelJson, Func<string, byte[]> readShard)
    {
        try
        {
            using var document = JsonDocument.Parse(modelJson);
            var graph = new TfjsGraph();
            graph.ReadNodes(document.RootElement.GetProperty("modelTopology"));
            graph.ReadWeights(document.RootElement.GetProperty("weightsManifest"), readShard);
            graph.Fold();
            return graph;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ConversionException($"not a TensorFlow.js graph model: {error.Message}", error);
        }
    }

    /// <exception cref="ConversionException">There is no such node.</exception>
    public GraphNode Node(string name) =>
        nodes.TryGetValue(name, out var node) ? node : throw new ConversionException($"the graph has no node {name}");

    public GraphConstant? Constant(string name) => constants.GetValueOrDefault(name);

    /// <returns>How many nodes read a tensor.</returns>
    public int Readers(string tensor) => nodes.Values.Count(node => node.Inputs.Contains(tensor));

    private void ReadNodes(JsonElement topology)
    {
        foreach (var json in topology.GetProperty("node").EnumerateArray())
        {
            var node = GraphNode.Read(json.Clone());
            nodes.Add(node.Name, node);
        }
    }

    private void ReadWeights(JsonElement groups, Func<string, byte[]> readShard)
    {
        foreach (var group in groups.EnumerateArray())
        {
            byte[] data = [.. group.GetProperty("paths").EnumerateArray().SelectMany(path => readShard(path.GetString()!))];
            var shard = new WeightShard(data);
            foreach (var entry in group.GetProperty("weights").EnumerateArray())
            {
                constants.Add(entry.GetProperty("name").GetString()!, shard.Next(entry));
            }
        }
    }

    /// <summary>
    /// Works out the shapes that exporters leave as arithmetic on constants, so that every shape, axis and padding is
    /// a constant afterwards. A node may stand before its inputs: passes go on as long as one finds something.
    /// </summary>
    private void Fold()
    {
        var progress = true;
        while (progress)
        {
            progress = false;
            foreach (var node in nodes.Values.Where(node => !constants.ContainsKey(node.Name)))
            {
                var inputs = node.Inputs.Select(Constant).OfType<GraphConstant>().ToArray();
                if (inputs.Length == node.Inputs.Count && ConstantFolding.Fold(node, inputs) is { } constant)
                {
                    constants.Add(node.Name, constant);
                    progress = true;
                }
            }
        }
    }
}
