using System.Text.Json;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Uplink.Commands;

/// <summary>A command that is to be carried out: of a known name, valid, and not carried out before.</summary>
/// <param name="Name">E.g. <c>snapshot</c>.</param>
/// <param name="Args">An object; empty where the command came without.</param>
public sealed record CommandRequest(string Name, string RequestId, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, JsonElement Args)
{
    /// <summary>What the command needs: fields in camel case, none missing and none unknown.</summary>
    /// <exception cref="CommandRefusedException">It is not of this form; says where. The desk makes the answer of it.</exception>
    public T Read<T>()
        where T : class
    {
        try
        {
            return Args.Deserialize<T>(CommandJson.Strict) ?? throw new CommandRefusedException("args must be an object");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new CommandRefusedException($"args are not what {Name} needs: {(error as JsonException)?.Path ?? "$"}");
        }
    }
}

/// <summary>What a command is answered with.</summary>
/// <param name="Reason">For people, and without any secret; null where there is nothing to say.</param>
/// <param name="Result">As the command says; null where there is nothing.</param>
public sealed record CommandAnswer(ReplyState State, string? Reason, JsonElement? Result)
{
    /// <param name="result">A record of the command's own; its fields become camel case.</param>
    public static CommandAnswer Done(object? result = null, string? reason = null) =>
        new(ReplyState.Done, reason, result is null ? null : JsonSerializer.SerializeToElement(result, ContractJson.Options));

    /// <summary>Not answered now: the next run of the agent takes it up (<see cref="CommandDesk.TakeUp"/>).</summary>
    public static CommandAnswer GoesOn { get; } = new(ReplyState.Accepted, null, null);

    public static CommandAnswer Refused(string reason) => new(ReplyState.Refused, reason, null);

    public static CommandAnswer Failed(string reason) => new(ReplyState.Failed, reason, null);
}

/// <summary>The command is refused; the message is for the centre's people.</summary>
public sealed class CommandRefusedException(string reason) : Exception(reason);

/// <summary>Carries out a command. What it throws becomes an answer without the exception's text.</summary>
/// <param name="cancellationToken">Cancelled when the agent stops.</param>
public delegate Task<CommandAnswer> CommandHandler(CommandRequest request, CancellationToken cancellationToken);
