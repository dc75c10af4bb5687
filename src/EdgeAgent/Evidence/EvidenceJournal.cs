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

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Lock writing = new();
    private readonly List<(string Kind, Action<ChainRecord> Apply)> keepers = [];

    /// <summary>The newest record.</summary>
    public ChainHead Head => chain.Head;

    /// <summary>Records that have rows and are not at the chain's end any more; null where there are none.</summary>
    public (long First, long Last)? MissingRecords => Applied is var applied && applied > chain.Head.Number ? (chain.Head.Number + 1, applied) : null;

    /// <summary>Records that have no rows; null where there are none. A power cut leaves one.</summary>
    public (long First, long Last)? RecordsWithoutRows => Applied is var applied && applied < chain.Head.Number ? (applied + 1, chain.Head.Number) : null;

    /// <summary>Rows are being written of records that were in the chain before.</summary>
    public bool IsCatchingUp { get; private set; }

    private long Applied
    {
        get => database.Read(() => database.Collection<AppliedRow>("chain_applied").FindById(AppliedRow.OnlyId))?.Number ?? 0;
        set => database.Collection<AppliedRow>("chain_applied").Upsert(new AppliedRow { Number = value });
    }

    /// <summary>Says how records of a kind become rows: inside a transaction, each record once and in order.</summary>
    public void Keep<T>(string kind, Action<T, ChainRecord> apply)
        where T : notnull => keepers.Add((kind, record =>
    {
        if (Read<T>(record) is not { } body)
        {
            return;
        }

        try
        {
            apply(body, record);
        }
        catch (Exception error) when (IsCatchingUp && error is ArgumentException or FormatException or NullReferenceException)
        {
            // A later version's words; it must not keep the agent from starting.
            LogUnreadable(record.Number, record.Kind, error.Message);
        }
    }));

    /// <summary>Writes a record and its rows; both are on the disk when this returns.</summary>
    /// <param name="body">Made when everything before is in the rows; null where nothing is to be written.</param>
    /// <param name="mayUseReserve">As with <see cref="AgentDatabase.InTransactionOnReserve"/>.</param>
    /// <exception cref="DiskFullException">Nothing was written.</exception>
    /// <exception cref="RowsBehindException">The record is written and counts, its rows are not: the next call writes them first.</exception>
    /// <exception cref="IOException">Nothing was written.</exception>
    public void Write<T>(string kind, Func<T?> body, bool mayUseReserve = false)
        where T : class
    {
        lock (writing)
        {
            CatchUp();
            if (body() is { } written)
            {
                database.Demand(mayUseReserve);
                ApplyNew(chain.Append(kind, JsonSerializer.SerializeToElement(written, Json)));
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

    // One that only another version of the program can read must not keep the agent from starting; it stays in the chain.
    private T? Read<T>(ChainRecord record)
    {
        try
        {
            return record.Body.Deserialize<T>(Json);
        }
        catch (JsonException error)
        {
            LogUnreadable(record.Number, record.Kind, error.Message);
            return default;
        }
    }

    private void ApplyNew(ChainRecord record)
    {
        try
        {
            Apply([record]);
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            throw new RowsBehindException($"record {record.Number} is in the chain of evidence, and has no rows yet: {error.Message}", error);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Record {Number} of the chain of evidence ({Kind}) cannot be read by this version and has no rows: {Problem}")]
    private partial void LogUnreadable(long number, string kind, string problem);

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

/// <summary>What was to be written stands in the chain of evidence and counts; its rows come with the next write, or at the next start.</summary>
public sealed class RowsBehindException(string message, Exception inner) : IOException(message, inner);
