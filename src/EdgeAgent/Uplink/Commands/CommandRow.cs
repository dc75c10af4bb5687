using System.Text.Json;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Uplink.Commands;

/// <summary>A <see cref="CommandEntry"/> as the database has it, with the result of the answer.</summary>
internal sealed class CommandRow
{
    public const string Collection = "commands";

    public long Id { get; set; }

    public string RequestId { get; set; } = "";

    public string Name { get; set; } = "";

    public DateTime ReceivedAt { get; set; }

    public ReplyState? State { get; set; }

    public string? Reason { get; set; }

    /// <summary>JSON.</summary>
    public string? Result { get; set; }

    public DateTime? EndedAt { get; set; }

    public static CommandRow From(CommandEntry entry, JsonElement? result) => new()
    {
        Id = entry.Number,
        RequestId = entry.RequestId,
        Name = entry.Name,
        ReceivedAt = entry.ReceivedAt.UtcDateTime,
        State = entry.State,
        Reason = entry.Reason,
        Result = result?.GetRawText(),
        EndedAt = entry.EndedAt?.UtcDateTime,
    };

    public CommandEntry ToEntry() => new(Id, RequestId, Name, Utc(ReceivedAt), State, Reason, EndedAt is { } end ? Utc(end) : null);

    private static DateTimeOffset Utc(DateTime time) => new(time.ToUniversalTime());
}
