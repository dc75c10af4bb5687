using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeAgent.Uplink.Contract;

/// <summary>What the centre asks of a site. The command's name is the last level of its topic.</summary>
/// <param name="RequestId">Chosen by the centre; the same request is carried out once, however often it comes.</param>
/// <param name="IssuedAt">When it was given, by the centre's clock.</param>
/// <param name="ExpiresAt">From then on it is not carried out any more; a day after it was given at most.</param>
/// <param name="Args">An object with what the command needs; left out where it needs nothing.</param>
public sealed record CommandMessage(
    [property: RegularExpression(CommandMessage.RequestIdPattern)] string RequestId,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Args = null)
{
    /// <summary>A level of a topic: that of the answer.</summary>
    public const string RequestIdPattern = "^[A-Za-z0-9._-]{1,64}$";
}
