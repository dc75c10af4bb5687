using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Central.Consumers;

/// <summary>Language of an example in install/central/consumers.</summary>
public enum Language
{
    CSharp,
    Python,
    Node,
}

/// <summary>An example of a consumer as a process that can be killed and started again with what it has kept.</summary>
/// <param name="address">Of the broker.</param>
/// <param name="office">Null where the broker lets in everybody.</param>
internal sealed class ConsumerProcess(Language language, string address, Identity? office) : IDisposable
{
    public const string Session = "centre-5f1c8a";
    private const string Filter = "foodsafety/v1/quanzhou/anxi/+/#";

    private static readonly string Examples = Repository.File("install", "central", "consumers");

    private readonly TempFolder store = new();
    private readonly List<string> before = [];
    private ChildProcess? process;

    /// <summary>What it has told in all of its runs, as compact JSON without the reasons, which are each library's own words.</summary>
    public IReadOnlyList<string> Told => [.. before.Concat(process?.Output ?? []).Select(Plain)];

    /// <summary>What it keeps, oldest first, without a line that it has not ended yet.</summary>
    public IReadOnlyList<JsonNode> Kept => [.. File.ReadAllText(store.File("journal.jsonl")).Split('\n')[..^1].Select(line => JsonNode.Parse(line)!)];

    public string Transcript => process!.Transcript();

    private (string Program, string[] Arguments) Command => language switch
    {
        Language.CSharp => (AgentProcess.Dotnet, [Path.Combine(AppContext.BaseDirectory, "Consumer.dll")]),
        Language.Python => ("/usr/bin/python3", [Path.Combine(Examples, "python", "consumer.py")]),
        _ => ("node", [Path.Combine(Examples, "node", "consumer.js")]),
    };

    /// <summary>Returns when it listens.</summary>
    /// <param name="heartbeatSeconds">How often it believes that sites are heard.</param>
    public async Task StartAsync(double heartbeatSeconds = 30)
    {
        before.AddRange(process?.Output ?? []);
        process?.Dispose();
        process = ChildProcess.Start(
            Command.Program,
            [
                .. Command.Arguments, "--broker", address, "--session", Session, "--store", store.Path, "--filter", Filter,
                "--heartbeat", heartbeatSeconds.ToString(CultureInfo.InvariantCulture),
                .. office is null ? [] : new[] { "--ca", office.Authority, "--certificate", office.Certificate, "--key", office.Key },
            ]);
        await UntilSaidAsync($"listening to {Filter}");
    }

    /// <summary>Returns when it has said this on standard error.</summary>
    public Task UntilSaidAsync(string words) =>
        UntilAsync(() => process!.Errors.Any(line => line.Contains(words, StringComparison.Ordinal)), $"says: {words}");

    /// <param name="line">An object of docs/consumers.md.</param>
    public Task UntilToldAsync(object line)
    {
        var wanted = JsonSerializer.Serialize(line, Lines.Options);
        return UntilAsync(() => Told.Contains(wanted), $"tells {wanted}");
    }

    /// <summary>Returns when it keeps so many events.</summary>
    public Task UntilKeptAsync(int events) => UntilAsync(() => Kept.Count(entry => entry["body"] is not null) >= events, $"keeps {events} events");

    public bool HasPicture(string sha256) => File.Exists(store.File("pictures", $"{sha256}.jpg"));

    public Task<int> ExitAsync() => process!.ExitAsync();

    public void Freeze() => process!.Freeze();

    public void Thaw() => process!.Thaw();

    /// <summary>SIGKILL, as in a power cut.</summary>
    public void Kill() => process!.Kill();

    public void Dispose()
    {
        process?.Dispose();
        store.Dispose();
    }

    private async Task UntilAsync(Func<bool> condition, string what)
    {
        try
        {
            await Eventually.Holds(() => condition() || process!.HasExited, $"{language} {what}");
        }
        catch (AssertionException)
        {
            await TestContext.Out.WriteLineAsync(Transcript);
            throw;
        }

        Assert.That(condition(), Is.True, $"{language} {what}\n{Transcript}");
    }

    private static string Plain(string line)
    {
        var told = JsonNode.Parse(line)!.AsObject();
        told.Remove("reason");
        return told.ToJsonString(Lines.Options);
    }
}
