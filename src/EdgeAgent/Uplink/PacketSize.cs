using System.Text;
using MQTTnet;

namespace EdgeAgent.Uplink;

/// <summary>Size of a PUBLISH packet on the wire, as MQTT 5.0 section 3.3 lays it out; the broker's limit counts all of it.</summary>
internal static class PacketSize
{
    /// <summary>Bytes of a packet that every broker takes, as docs/mqtt.md asks of it.</summary>
    public const int Agreed = 64 * 1024;

    /// <summary>Bytes of the largest packet that MQTT knows.</summary>
    public const int Largest = 268_435_460;

    private const int LengthPrefix = 2;
    private const int PacketIdentifier = 2;
    private const int PropertyIdentifier = 1;

    /// <summary>Bytes of a message of QoS 1 whose only property, if any, is the content type.</summary>
    public static long Of(MqttApplicationMessage message)
    {
        var properties = message.ContentType is { } type
            ? PropertyIdentifier + LengthPrefix + Encoding.UTF8.GetByteCount(type)
            : 0;
        var rest = LengthPrefix + Encoding.UTF8.GetByteCount(message.Topic) + PacketIdentifier
            + BytesOfVariableInteger(properties) + properties + message.Payload.Length;
        return 1 + BytesOfVariableInteger(rest) + rest;
    }

    private static int BytesOfVariableInteger(long value) => value switch
    {
        < 128 => 1,
        < 16_384 => 2,
        < 2_097_152 => 3,
        _ => 4,
    };
}
