using MQTTnet;

namespace EdgeAgent.Uplink;

/// <summary>What the uplink writes to the log.</summary>
internal static partial class UplinkLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to {Broker}, number {Place} of the configured ones, as {ClientId}, {Waiting} messages wait")]
    public static partial void Connected(ILogger log, string broker, int place, string clientId, int waiting);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Broker} is preferred and answers again: moving there")]
    public static partial void MovesTo(ILogger log, string broker);

    [LoggerMessage(Level = LogLevel.Error, Message = "Another box seems to be connected as {ClientId} too: it has ended {Times} connections of this one since {Since}. Coming back in {Minutes} min; give one of both another site")]
    public static partial void GaveWay(ILogger log, string clientId, int times, DateTimeOffset since, double minutes);

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
