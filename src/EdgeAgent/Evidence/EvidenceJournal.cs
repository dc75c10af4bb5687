using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Storage;

namespace EdgeAgent.Evidence;

/// <summary>
/// Writes what must never be lost: into the chain of evidence first, then from there into the database, which can be made
/// anew out of the chain at any time. A record that had reached the chain when the power went is taken up at the next start.
/// </summary>
public sealed partial class EvidenceJournal(EvidenceChain chain, AgentDatabase database, ILogger<EvidenceJournal> logger)
{
    private const int AtATime = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Lock writing = new();
    private readonly List<(string Kind, Action<ChainRecord> Apply)> keepers = [];

    /// <summary>The newest record.</summary>
    public ChainHead Head => chain.Head;

    /// <summary>Rows are being written of records that were in the chain before.</summary>
    public bool IsCatchingUp { get; private set; }

    private long Applied
    {
        get => database.Collection<AppliedRow>("chain_applied").FindById(AppliedRow.OnlyId)?.Number ?? 0;
        set => database.Collection<AppliedRow>("chain_applied").Upsert(new AppliedRow { Number = value });
    }

    /// <summary>Says how records of a kind become rows: inside a transaction, each record once and in order.</summary>
    public void Keep<T>(string kind, Action<T, ChainRecord> apply) =>
        keepers.Add((kind, record => apply(record.Body.Deserialize<T>(Json)!, record)));

    /// <summary>Writes a record and its rows; both are on the disk when this returns.</summary>
    /// <param name="body">Made when everything before is in the rows; null where nothing is to be written.</param>
    /// <param name="mayUseReserve">As with <see cref="AgentDatabase.InTransactionOnReserve"/>.</param>
    /// <exception cref="DiskFullException">Nothing was written.</exception>
    /// <exception cref="IOException">
    /// The record or its rows did not reach the disk. Where only the rows did not, the next call writes them first.
    /// </exception>
    public void Write<T>(string kind, Func<T?> body, bool mayUseReserve = false)
        where T : class
    {
        lock (writing)
        {
            CatchUp();
            if (body() is { } written)
            {
                database.Demand(mayUseReserve);
                Apply([chain.Append(kind, JsonSerializer.SerializeToElement(written, Json))]);
            }
        }
    }

    /// <summary>Writes the rows of records that have none yet.</summary>
    /// <returns>How many records those were.</returns>
    /// <exception cref="IOException">They did not reach the disk.</exception>
    public int CatchUp()
    {
        lock (writing)
        {
            var count = 0;
            chain.Recover();
            if (Applied is var applied && applied > chain.Head.Number)
            {
                LogChainLost(chain.Head.Number + 1, applied);
                chain.GoOnBehind(applied);
            }

            IsCatchingUp = true;
            try
            {
                foreach (var records in chain.Behind(Applied).Chunk(AtATime))
                {
                    Apply(records);
                    count += records.Length;
                }
            }
            finally
            {
                IsCatchingUp = false;
            }

            return count;
        }
    }

    // What is in the chain has happened: its rows may use the reserve.
    private void Apply(ChainRecord[] records) => database.InTransactionOnReserve(() =>
    {
        foreach (var record in records)
        {
            foreach (var (_, apply) in keepers.Where(keeper => keeper.Kind == record.Kind))
            {
                apply(record);
            }
        }

        Applied = records[^1].Number;
    });

    [LoggerMessage(Level = LogLevel.Error, Message = "Records {First} to {Last} of the chain of evidence were taken away: their rows are kept, and whoever checks the chain will miss them")]
    private partial void LogChainLost(long first, long last);

    /// <summary>How far the rows follow the chain.</summary>
    private sealed class AppliedRow
    {
        public const int OnlyId = 1;

        public int Id { get; set; } = OnlyId;

        public long Number { get; set; }
    }
}
