using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Commands;
using EdgeAgent.Uplink.Contract;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prometheus;

namespace EdgeAgent.Tests.Uplink.Commands;

/// <summary>A desk over a real database, with somebody who takes its answers as the connection would.</summary>
internal sealed class DeskBench : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder folder = new();
    private readonly CancellationTokenSource leaving = new();
    private readonly Channel<ReplyMessage> replies = Channel.CreateUnbounded<ReplyMessage>();
    private readonly CollectorRegistry registry = Metrics.NewCustomRegistry();
    private readonly UplinkMetrics metrics;
    private AgentDatabase database;
    private Task sending = Task.CompletedTask;

    public DeskBench()
    {
        metrics = new UplinkMetrics(registry);
        (database, Log, Desk) = Make();
    }

    public FakeTimeProvider Time { get; } = new(Noon);

    public bool IsClockSure { get; set; } = true;

    /// <summary>What must stay free on the disk; counts from the next run on.</summary>
    public long ReserveBytes { get; set; }

    public CommandDesk Desk { get; private set; }

    public CommandLog Log { get; private set; }

    public async Task StartAsync()
    {
        await Desk.StartAsync(CancellationToken.None);
        sending = Desk.Replies.SendAsync(reply => replies.Writer.WriteAsync(reply).AsTask(), leaving.Token);
    }

    /// <summary>The agent's next run; its handlers are to be given before the start.</summary>
    /// <param name="inOrder">False where the power fails.</param>
    public async Task StopAsync(bool inOrder = true)
    {
        if (inOrder)
        {
            await Desk.StopAsync(CancellationToken.None);
        }

        database.Dispose();
        (database, Log, Desk) = Make();
    }

    public void Say(string name, string body, bool retained = false) => Say(name, Encoding.UTF8.GetBytes(body), retained);

    public void Say(string name, byte[] body, bool retained = false) => Desk.Receive(new IncomingCommand(name, body, retained));

    /// <summary>A request that is valid for a minute.</summary>
    public string Request(string id, string args = "{}") => Request(id, Time.GetUtcNow(), Time.GetUtcNow().AddMinutes(1), args);

    public static string Request(string id, DateTimeOffset issued, DateTimeOffset expires, string args = "{}") =>
        new JsonObject { ["requestId"] = id, ["issuedAt"] = $"{issued:O}", ["expiresAt"] = $"{expires:O}", ["args"] = JsonNode.Parse(args) }.ToJsonString();

    public async Task<ReplyMessage> ReplyAsync()
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        return await replies.Reader.ReadAsync(bound.Token);
    }

    public async Task<ReplyMessage> AskAsync(string name, string body, bool retained = false)
    {
        Say(name, body, retained);
        return await ReplyAsync();
    }

    /// <summary>How many commands were answered, or left, so; of all names.</summary>
    /// <param name="outcome">Null for all.</param>
    public int Counted(string? outcome = null)
    {
        using var page = new MemoryStream();
        registry.CollectAndExportAsTextAsync(page).GetAwaiter().GetResult();
        return Encoding.UTF8.GetString(page.ToArray()).Split('\n')
            .Where(line => line.StartsWith("edgeagent_commands_total{", StringComparison.Ordinal) && (outcome is null || line.Contains($"outcome=\"{outcome}\"", StringComparison.Ordinal)))
            .Sum(line => int.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        await Desk.StopAsync(CancellationToken.None);
        await leaving.CancelAsync();
        await sending;
        Desk.Dispose();
        database.Dispose();
        leaving.Dispose();
        folder.Dispose();
    }

    private (AgentDatabase Database, CommandLog Log, CommandDesk Desk) Make()
    {
        var opened = new AgentDatabase(folder.File("agent.db"), new DiskSpace(folder.Path, ReserveBytes));
        var log = new CommandLog(opened);
        return (opened, log, new CommandDesk(log, metrics, () => IsClockSure, Time, NullLogger<CommandDesk>.Instance));
    }
}
