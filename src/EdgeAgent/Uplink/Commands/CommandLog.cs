using System.Text.Json;
using EdgeAgent.Storage;
using EdgeAgent.Uplink.Contract;
using LiteDB;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace EdgeAgent.Uplink.Commands;

/// <summary>A command that has come, and what became of it.</summary>
/// <param name="Number">Rises with each.</param>
/// <param name="State">Null while it goes on and nothing was answered yet.</param>
/// <param name="Reason">As it was answered.</param>
/// <param name="EndedAt">Null while it goes on.</param>
public sealed record CommandEntry(
    long Number, string RequestId, string Name, DateTimeOffset ReceivedAt, ReplyState? State, string? Reason, DateTimeOffset? EndedAt)
{
    public bool GoesOn => EndedAt is null;
}

/// <summary>
/// The newest commands with their answers, on disk: the owner sees them, and one that comes again gets its first answer. More
/// are kept than a day's allowance, which is as long as a command is valid, so none is forgotten that could still be carried out.
/// </summary>
public sealed class CommandLog(AgentDatabase database)
{
    internal const int Kept = 2000;

    private readonly Lock access = new();
    private readonly SortedDictionary<long, CommandEntry> entries = Read(database);

    // LiteDB takes texts for equal that differ in case only; the names of requests are told apart here.
    private Dictionary<string, long>? numbers;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<CommandEntry> Newest(int count)
    {
        lock (access)
        {
            return [.. entries.Values.Reverse().Take(count)];
        }
    }

    internal IReadOnlyList<CommandEntry> GoingOn()
    {
        lock (access)
        {
            return [.. entries.Values.Where(entry => entry.GoesOn)];
        }
    }

    internal CommandEntry? Find(string requestId)
    {
        lock (access)
        {
            return Numbers.TryGetValue(requestId, out var number) ? entries[number] : null;
        }
    }

    internal JsonElement? ResultOf(CommandEntry entry) =>
        Rows.FindById(entry.Number)?.Result is { } text ? JsonSerializer.Deserialize<JsonElement>(text) : null;

    /// <summary>Notes a command before it is carried out.</summary>
    /// <param name="state">Answered already, or null.</param>
    /// <exception cref="IOException">It did not reach the disk; nothing was noted.</exception>
    internal CommandEntry Begin(string requestId, string name, DateTimeOffset at, ReplyState? state)
    {
        lock (access)
        {
            var entry = new CommandEntry(entries.LastOrDefault().Key + 1, requestId, name, at, state, null, null);
            var old = entries.Keys.Take(entries.Count + 1 - Kept).ToList();
            database.InTransaction(() =>
            {
                old.ForEach(number => Rows.Delete(number));
                Rows.Insert(CommandRow.From(entry, null));
            });
            old.ForEach(Forget);
            entries[entry.Number] = entry;
            Numbers[requestId] = entry.Number;
            return entry;
        }
    }

    /// <summary>Notes what a command was answered with at its end.</summary>
    /// <exception cref="IOException">It did not reach the disk; it is known until the agent stops.</exception>
    internal CommandEntry End(CommandEntry entry, CommandAnswer answer, DateTimeOffset at)
    {
        lock (access)
        {
            var ended = entry with { State = answer.State, Reason = answer.Reason, EndedAt = at };
            entries[entry.Number] = ended;
            database.InTransactionOnReserve(() => Rows.Upsert(CommandRow.From(ended, answer.Result)));
            return ended;
        }
    }

    private ILiteCollection<CommandRow> Rows => database.Collection<CommandRow>(CommandRow.Collection);

    private Dictionary<string, long> Numbers =>
        numbers ??= entries.Values.GroupBy(entry => entry.RequestId).ToDictionary(same => same.Key, same => same.First().Number);

    private static SortedDictionary<long, CommandEntry> Read(AgentDatabase database) =>
        new(database.Collection<CommandRow>(CommandRow.Collection).FindAll().Select(row => row.ToEntry()).ToDictionary(entry => entry.Number));

    private void Forget(long number)
    {
        Numbers.Remove(entries[number].RequestId);
        entries.Remove(number);
    }
}
