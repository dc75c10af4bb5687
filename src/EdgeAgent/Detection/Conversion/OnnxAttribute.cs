namespace EdgeAgent.Detection.Conversion;

/// <summary>One attribute of an ONNX node, ready to be written (AttributeProto of onnx.proto).</summary>
internal sealed class OnnxAttribute
{
    private const int NameField = 1;
    private const int TypeField = 20;

    private OnnxAttribute(string name, int type)
    {
        Message.Text(NameField, name);
        Message.Integer(TypeField, type);
    }

    public ProtobufWriter Message { get; } = new();

    public static OnnxAttribute Float(string name, float value)
    {
        var attribute = new OnnxAttribute(name, type: 1);
        attribute.Message.Float(2, value);
        return attribute;
    }

    public static OnnxAttribute Integer(string name, long value)
    {
        var attribute = new OnnxAttribute(name, type: 2);
        attribute.Message.Integer(3, value);
        return attribute;
    }

    public static OnnxAttribute Text(string name, string value)
    {
        var attribute = new OnnxAttribute(name, type: 3);
        attribute.Message.Text(4, value);
        return attribute;
    }

    public static OnnxAttribute Integers(string name, params ReadOnlySpan<long> values)
    {
        var attribute = new OnnxAttribute(name, type: 7);
        foreach (var value in values)
        {
            attribute.Message.Integer(8, value);
        }

        return attribute;
    }
}
