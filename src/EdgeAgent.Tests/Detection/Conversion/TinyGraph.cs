using System.Text;
using System.Text.Json.Nodes;
using EdgeAgent.Detection.Conversion;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeAgent.Tests.Detection.Conversion;

/// <summary>A TensorFlow.js graph put together by a test, with one input <c>x</c>.</summary>
internal sealed class TinyGraph
{
    private readonly JsonArray nodes = [new JsonObject { ["name"] = "x", ["op"] = "Placeholder" }];
    private readonly JsonArray weights = [];
    private readonly MemoryStream data = new();

    public TinyGraph Floats(string name, int[] shape, params float[] values)
    {
        foreach (var value in values)
        {
            data.Write(BitConverter.GetBytes(value));
        }

        return Weight(name, shape, "float32", null);
    }

    public TinyGraph Halves(string name, int[] shape, params float[] values)
    {
        foreach (var value in values)
        {
            data.Write(BitConverter.GetBytes((Half)value));
        }

        return Weight(name, shape, "float32", "float16");
    }

    public TinyGraph Steps(string name, int[] shape, float minimum, float scale, params byte[] steps)
    {
        data.Write(steps);
        Weight(name, shape, "float32", "uint8");
        (weights[^1]!["quantization"]!["min"], weights[^1]!["quantization"]!["scale"]) = (minimum, scale);
        return this;
    }

    public TinyGraph Integers(string name, int[] shape, params int[] values)
    {
        foreach (var value in values)
        {
            data.Write(BitConverter.GetBytes(value));
        }

        return Weight(name, shape, "int32", null);
    }

    public TinyGraph Weight(string name, int[] shape, string type, string? quantization)
    {
        var weight = new JsonObject { ["name"] = name, ["shape"] = new JsonArray([.. shape.Select(size => JsonValue.Create(size))]), ["dtype"] = type };
        if (quantization is not null)
        {
            weight["quantization"] = new JsonObject { ["dtype"] = quantization };
        }

        weights.Add(weight);
        return this;
    }

    /// <param name="attributes">The JSON of <c>attr</c>, with texts as @TEXT@ instead of base64.</param>
    public TinyGraph Node(string name, string type, string[] inputs, string attributes = "{}")
    {
        var encoded = string.Concat(attributes.Split('@').Select((part, index) => index % 2 == 0 ? part : System.Convert.ToBase64String(Encoding.UTF8.GetBytes(part))));
        nodes.Add(new JsonObject
        {
            ["name"] = name,
            ["op"] = type,
            ["input"] = new JsonArray([.. inputs.Select(input => JsonValue.Create(input))]),
            ["attr"] = JsonNode.Parse(encoded),
        });
        return this;
    }

    public byte[] Convert(int[] inputShape, string output, string input = "x")
    {
        var json = new JsonObject
        {
            ["modelTopology"] = new JsonObject { ["node"] = nodes.DeepClone() },
            ["weightsManifest"] = new JsonArray(new JsonObject { ["paths"] = new JsonArray("tiny.bin"), ["weights"] = weights.DeepClone() }),
        };
        var graph = TfjsGraph.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), _ => data.ToArray());
        return GraphConverter.Convert(graph, input, inputShape, [output]);
    }

    /// <summary>Converts the graph, runs it in ONNX Runtime and gives the output's shape and values.</summary>
    public (int[] Shape, float[] Values) Run(int[] inputShape, float[] values, string output, string input = "x")
    {
        using var session = new InferenceSession(Convert(inputShape, output, input));
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(input, new DenseTensor<float>(values, inputShape))]);
        var tensor = results[0].AsTensor<float>();
        return (tensor.Dimensions.ToArray(), [.. tensor]);
    }
}
