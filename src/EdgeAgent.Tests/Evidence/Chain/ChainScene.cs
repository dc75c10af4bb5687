using System.Text;
using System.Text.Json;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Evidence.Chain;

/// <summary>A chain of evidence on disk, and hands that spoil it.</summary>
internal sealed class ChainScene : IDisposable
{
    private readonly TempFolder folder = new();

    public ChainScene(int records = 0)
    {
        Key = SigningKey.OpenOrMake(folder.File("key"));
        using var chain = Open();
        for (var number = 1; number <= records; number++)
        {
            Append(chain, number);
        }
    }

    public SigningKey Key { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));

    public string Chain => folder.File("chain");

    public string Keys => folder.File("key");

    /// <summary>The file that holds the records of a small chain.</summary>
    public string OnlyFile => Directory.GetFiles(Chain, "*.jsonl").Single();

    public EvidenceChain Open() => new(Chain, Key, Time, NullLogger<EvidenceChain>.Instance);

    public static ChainRecord Append(EvidenceChain chain, int what) =>
        chain.Append(RecordKind.Incident, JsonSerializer.SerializeToElement(new { what, title = "未戴口罩" }));

    /// <summary>Changes the lines of <see cref="OnlyFile"/>.</summary>
    public void Edit(Action<List<string>> edit)
    {
        var lines = File.ReadAllLines(OnlyFile).ToList();
        edit(lines);
        File.WriteAllText(OnlyFile, string.Concat(lines.Select(line => line + "\n")), new UTF8Encoding(false));
    }

    public (ChainAudit Audit, IReadOnlyList<ChainFault> Faults) Verify(IReadOnlyDictionary<long, string>? told = null, PublicKey? key = null)
    {
        var audit = new ChainAudit(key is null ? [.. SigningKey.PublicFiles(Keys).Select(PublicKey.Read)] : [key], (told ?? new Dictionary<long, string>()).ToLookup(each => each.Key, each => each.Value));
        return (audit, audit.Run(Chain, _ => { }));
    }

    public void Dispose()
    {
        Key.Dispose();
        folder.Dispose();
    }
}
