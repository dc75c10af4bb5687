using System.Runtime.InteropServices;

namespace EdgeAgent.Detection.Conversion;

/// <summary>A constant tensor of an ONNX graph (TensorProto of onnx.proto).</summary>
/// <param name="Shape">Sizes; empty for a single number.</param>
/// <param name="LittleEndian">The values, last axis fastest.</param>
internal sealed record OnnxConstant(string Name, int Type, IReadOnlyList<int> Shape, byte[] LittleEndian)
{
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(LittleEndian);

    public ProtobufWriter Message()
    {
        var message = new ProtobufWriter();
        foreach (var size in Shape)
        {
            message.Integer(1, size);
        }

        message.Integer(2, Type);
        message.Text(8, Name);
        message.Bytes(9, LittleEndian);
        return message;
    }
}
