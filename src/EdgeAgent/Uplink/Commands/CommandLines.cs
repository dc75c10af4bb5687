using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Uplink.Commands;

/// <summary>What is logged of the centre's commands.</summary>
internal static partial class CommandLines
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The centre commands {Command} ({RequestId})")]
    public static partial void Begun(ILogger log, string command, string requestId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Command {Command} ({RequestId}): {State} {Reason}")]
    public static partial void Ended(ILogger log, string command, string requestId, ReplyState state, string? reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Command {Command} ({RequestId}) went wrong")]
    public static partial void Broke(ILogger log, string command, string requestId, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "What became of the command {RequestId} cannot be kept or found on disk: {Problem}")]
    public static partial void NotNoted(ILogger log, string requestId, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message on the topic of a command ({Command}) is ignored: {Problem}")]
    public static partial void Ignored(ILogger log, string command, string? problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message on the topic of a command could not be dealt with")]
    public static partial void NotTaken(ILogger log, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The centre sends more commands than the box takes: those above its allowance are refused and counted")]
    public static partial void Limited(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker does not let this site read its commands ({Answer}): the centre cannot ask anything of it")]
    public static partial void NotSubscribed(ILogger log, string answer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker refuses the answer to the command {RequestId}: {Code}")]
    public static partial void ReplyRefused(ILogger log, string requestId, MQTTnet.MqttClientPublishReasonCode code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Answers to commands wait for the connection and are too many: the oldest, to {RequestId}, is dropped; the same request is answered again")]
    public static partial void ReplyDropped(ILogger log, string requestId);
}
