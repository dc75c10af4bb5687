using System.Runtime.InteropServices;
using System.Text.Json;

namespace EdgeAgent.Detection.Conversion;

/// <summary>Reads the tensors of one group of a TensorFlow.js weights manifest from its binary data, one behind the other.</summary>
internal ref struct WeightShard(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> rest = data;

    /// <summary>The next tensor; weights stored as 16-bit floats or as steps of 8 bits are widened.</summary>
    /// <exception cref="ConversionException">The data ends early, or the kind of storage is not known.</exception>
    public GraphConstant Next(JsonElement entry)
    {
        var name = entry.GetProperty("name").GetString()!;
        int[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        var count = GraphConstant.Count(shape);
        var storage = entry.TryGetProperty("quantization", out var quantization)
            ? $"{entry.GetProperty("dtype")} as {quantization.GetProperty("dtype")}"
            : entry.GetProperty("dtype").GetString();
        return storage switch
        {
            "float32" => new GraphConstant(shape, Take<float>(name, count).ToArray(), null),
            "float32 as float16" => new GraphConstant(shape, Widened(Take<Half>(name, count)), null),
            "float32 as uint8" => new GraphConstant(
                shape, Stepped(Take<byte>(name, count), quantization.GetProperty("min").GetSingle(), quantization.GetProperty("scale").GetSingle()), null),
            "int32" => new GraphConstant(shape, null, Take<int>(name, count).ToArray()),
            _ => throw new ConversionException($"weight {name}: storage as {storage} is not supported"),
        };
    }

    private static float[] Widened(ReadOnlySpan<Half> values)
    {
        var floats = new float[values.Length];
        for (var i = 0; i < floats.Length; i++)
        {
            floats[i] = (float)values[i];
        }

        return floats;
    }

    private static float[] Stepped(ReadOnlySpan<byte> steps, float minimum, float scale)
    {
        var floats = new float[steps.Length];
        for (var i = 0; i < floats.Length; i++)
        {
            floats[i] = steps[i] * scale + minimum;
        }

        return floats;
    }

    private ReadOnlySpan<T> Take<T>(string name, int count)
        where T : unmanaged
    {
        var length = checked(count * Marshal.SizeOf<T>());
        if (length > rest.Length)
        {
            throw new ConversionException($"weight {name}: the data ends {length - rest.Length} bytes too early");
        }

        var values = MemoryMarshal.Cast<byte, T>(rest[..length]);
        rest = rest[length..];
        return values;
    }
}
