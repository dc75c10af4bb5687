using Microsoft.ML.OnnxRuntime;

namespace EdgeAgent.Detection;

/// <summary>Whether the tensors that a model declares are those of its manifest.</summary>
internal static class ModelTensors
{
    private static readonly Type[] Readable = [typeof(float), typeof(long), typeof(int)];

    /// <exception cref="InvalidDataException">It has another input, or more than one.</exception>
    public static void DemandInput(IReadOnlyDictionary<string, NodeMetadata> inputs, ModelInput input)
    {
        if (!inputs.TryGetValue(input.Name, out var tensor))
        {
            throw new InvalidDataException($"it has no input {input.Name}, which input.name names, but {string.Join(", ", inputs.Keys)}");
        }

        if (inputs.Count > 1)
        {
            throw new InvalidDataException($"it needs more than the picture: {string.Join(", ", inputs.Keys.Except([input.Name]))}; export it with the one input {input.Name}");
        }

        var isWhole = tensor.IsTensor && tensor.ElementType == typeof(byte);
        if (!isWhole && !(tensor.IsTensor && tensor.ElementType == typeof(float)))
        {
            throw new InvalidDataException($"its input {input.Name} is of {TypeOf(tensor)}; export it with 32-bit floats, or bytes");
        }

        if (tensor.Dimensions.Length != input.Shape.Count || tensor.Dimensions.Zip(input.Shape).Any(size => size.First > 0 && size.First != size.Second))
        {
            throw new InvalidDataException($"its input {input.Name} is not of the shape {OutputDemands.Text(input.Shape)} of input.shape but {OutputDemands.Text(tensor.Dimensions)}");
        }

        if (isWhole && !(input.Mean.All(value => value == 0) && input.StandardDeviation.All(value => value == 1)))
        {
            throw new InvalidDataException($"its input {input.Name} takes bytes, so input.mean must be 0, 0, 0 and input.standardDeviation 1, 1, 1");
        }
    }

    /// <exception cref="InvalidDataException">One is not there or holds what cannot be read.</exception>
    public static void DemandOutputs(IReadOnlyDictionary<string, NodeMetadata> outputs, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (!outputs.TryGetValue(name, out var tensor))
            {
                throw new InvalidDataException($"it has no output {name}, which outputs names, but {string.Join(", ", outputs.Keys)}");
            }

            if (!tensor.IsTensor || !Readable.Contains(tensor.ElementType))
            {
                throw new InvalidDataException($"its output {name} is of {TypeOf(tensor)}; export it with 32-bit floats");
            }
        }
    }

    /// <summary>Whether every run gives floats of the same shape.</summary>
    public static bool IsFixed(NodeMetadata tensor) => tensor.ElementType == typeof(float) && Array.TrueForAll(tensor.Dimensions, size => size > 0);

    private static string TypeOf(NodeMetadata tensor) => tensor.IsTensor ? tensor.ElementDataType.ToString() : tensor.OnnxValueType.ToString();
}
