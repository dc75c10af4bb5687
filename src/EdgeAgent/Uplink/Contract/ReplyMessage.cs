using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeAgent.Uplink.Contract;

/// <summary>What becomes of a command.</summary>
public enum ReplyState
{
    /// <summary>It takes a while; another answer comes when it is over.</summary>
    Accepted,

    Done,

    /// <summary>Not carried out: something about it is not as it must be, or not now.</summary>
    Refused,

    /// <summary>Begun, and not done.</summary>
    Failed,
}

/// <summary>The site's answer to a command.</summary>
/// <param name="RequestId">Of the command.</param>
/// <param name="State">What becomes of it.</param>
/// <param name="Reason">Why it was refused or failed, or what else is to be known, for people; null where there is nothing to say.</param>
/// <param name="Result">An object with what came of it, as the command says; left out where there is nothing.</param>
public sealed record ReplyMessage(
    [property: RegularExpression(CommandMessage.RequestIdPattern)] string RequestId,
    ReplyState State,
    string? Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Result = null);
