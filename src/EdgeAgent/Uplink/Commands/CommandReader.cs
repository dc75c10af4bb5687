using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Uplink.Commands;

/// <summary>What the body of a command says.</summary>
/// <param name="RequestId">Null where the body does not have one: then nobody can be answered.</param>
/// <param name="Message">Null where it is no command.</param>
/// <param name="Problem">Why it is none, for the centre's people; null where it is one.</param>
internal sealed record CommandBody(string? RequestId, CommandMessage? Message, string? Problem);

/// <summary>Reads what comes in on a topic of commands. Nothing about it can be relied on; it never throws.</summary>
internal static partial class CommandReader
{
    /// <summary>As large as the packets are that every broker of the contract takes.</summary>
    public const int MaximumBytes = 64 * 1024;

    private const int Depth = 32;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = Depth, AllowDuplicateProperties = false };

    public static CommandBody Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MaximumBytes)
        {
            return new(null, null, $"a command has at most {MaximumBytes} bytes");
        }

        // What a text holds would otherwise be looked at only when somebody asks for it.
        if (!Utf8.IsValid(body.Span))
        {
            return new(null, null, "the body is not UTF-8");
        }

        string? id = null;
        try
        {
            using var json = JsonDocument.Parse(body, Strict);
            id = IdIn(json.RootElement);
            return id is null
                ? new(null, null, $"requestId must be a text of the form {CommandMessage.RequestIdPattern}")
                : Read(id, json.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter comes of half a surrogate pair, as a name or in a text.
            return new(id, null, "the body is no JSON object with requestId, issuedAt, expiresAt and args");
        }
    }

    private static CommandBody Read(string id, JsonElement root)
    {
        var message = root.Deserialize<CommandMessage>(ContractJson.Options);
        return message?.Args is { ValueKind: not JsonValueKind.Object }
            ? new(id, null, "args must be an object")
            : new(id, message, null);
    }

    private static string? IdIn(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("requestId", out var value) && value.ValueKind == JsonValueKind.String
            && value.GetString() is { } id && RequestId().IsMatch(id) ? id : null;

    // $ would also match before a line's end.
    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex RequestId();
}
