namespace EdgeAgent.Detection.Conversion;

/// <summary>One node of an ONNX graph (NodeProto of onnx.proto).</summary>
/// <param name="Inputs">Names of tensors; an empty name leaves an optional input out.</param>
internal sealed record OnnxNode(string Type, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes)
{
    public ProtobufWriter Message()
    {
        var message = new ProtobufWriter();
        foreach (var input in Inputs)
        {
            message.Text(1, input);
        }

        foreach (var output in Outputs)
        {
            message.Text(2, output);
        }

        message.Text(3, Outputs[0]);
        message.Text(4, Type);
        message.Messages(5, Attributes.Select(attribute => attribute.Message));
        return message;
    }
}
