using MQTTnet;

namespace EdgeAgent.Uplink;

/// <summary>
/// Which refusals of a broker are final. An incident event is given up only when the broker says that this very message
/// is at fault: a missing right, a quota or a topic the broker does not know is put right by people, and until then the
/// events wait. A thumbnail only accompanies its event and an answer follows it, so no
/// lasting refusal of them may hold up the events behind.
/// </summary>
internal static class Refusal
{
    /// <summary>Mosquitto answers so to a message over its size limit, though MQTT 5 lists the code only for DISCONNECT.</summary>
    private const MqttClientPublishReasonCode PacketTooLarge = (MqttClientPublishReasonCode)0x95;

    /// <summary>Connections in a row that must break at the same thumbnail before it is taken for the cause.</summary>
    private const int CutsThatConvict = 5;

    public static bool IsFinal(OutboxMessage message, MqttClientPublishReasonCode code) => code switch
    {
        PacketTooLarge or MqttClientPublishReasonCode.PayloadFormatInvalid => true,
        MqttClientPublishReasonCode.NotAuthorized or MqttClientPublishReasonCode.TopicNameInvalid => message is QueuedThumbnail or QueuedRectification,
        _ => false,
    };

    /// <summary>
    /// A broker that speaks MQTT 3.1.1 cannot say why it ends a connection at a message. Small events are never blamed:
    /// a broker that falls over again and again must not cost one.
    /// </summary>
    /// <param name="cuts">Connections that broke, one after another, while this message was on its way.</param>
    public static bool IsFinal(OutboxMessage message, LinkFailure failure, int cuts) =>
        failure == LinkFailure.PacketTooLarge
        || failure == LinkFailure.Cut && message is QueuedThumbnail && cuts >= CutsThatConvict;

    public static string Words(MqttClientPublishReasonCode code) => code == PacketTooLarge ? "PacketTooLarge" : code.ToString();
}
