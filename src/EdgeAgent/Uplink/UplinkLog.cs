using MQTTnet;

namespace EdgeAgent.Uplink;

/// <summary>What the uplink writes to the log.</summary>
internal static partial class UplinkLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to {Broker}, number {Place} of the configured ones, as {ClientId}, {Waiting} messages wait")]
    public static partial void Connected(ILogger log, string broker, int place, string clientId, int? waiting);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Broker} is preferred and answers again: moving there")]
    public static partial void MovesTo(ILogger log, string broker);

    [LoggerMessage(Level = LogLevel.Error, Message = "Another box seems to be connected as {ClientId} too: it has ended {Times} connections of this one since {Since}. Coming back in {Minutes} min; give one of both another site")]
    public static partial void GaveWay(ILogger log, string clientId, int times, DateTimeOffset since, double minutes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not connected: {Reason}; tried again until it works")]
    public static partial void Down(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Connected, but messages must wait: {Reason}")]
    public static partial void Held(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The {Kind} of incident {Incident} is set aside: {Reason}")]
    public static partial void SetAside(ILogger log, string kind, string incident, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Incidents are not sent until {Until:u}: paused on the page")]
    public static partial void Paused(ILogger log, DateTime until);

    [LoggerMessage(Level = LogLevel.Information, Message = "Incidents are sent again: resumed on the page")]
    public static partial void Resumed(ILogger log);

    [LoggerMessage(Level = LogLevel.Information, Message = "The pause is over: {Waiting} messages waited")]
    public static partial void PauseOver(ILogger log, int waiting);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker refuses what stands on {Topic}: {Code}")]
    public static partial void StateRefused(ILogger log, string topic, MqttClientPublishReasonCode code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not say goodbye to the broker: {Reason}")]
    public static partial void NoGoodbye(ILogger log, string reason);
}
