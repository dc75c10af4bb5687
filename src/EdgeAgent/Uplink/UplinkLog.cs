using MQTTnet;

namespace EdgeAgent.Uplink;

/// <summary>What the uplink writes to the log.</summary>
internal static partial class UplinkLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to {Broker} as {ClientId}, {Waiting} messages wait")]
    public static partial void Connected(ILogger log, string broker, string clientId, int waiting);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not connected: {Reason}; tried again until it works")]
    public static partial void Down(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Connected, but messages must wait: {Reason}")]
    public static partial void Held(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Position} of incident {Incident} set aside for good: {Reason}")]
    public static partial void SetAside(ILogger log, long position, string incident, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker refuses what stands on {Topic}: {Code}")]
    public static partial void StateRefused(ILogger log, string topic, MqttClientPublishReasonCode code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not say goodbye to the broker: {Reason}")]
    public static partial void NoGoodbye(ILogger log, string reason);
}
