using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Storage;

namespace EdgeAgent.Evidence;

/// <summary>Writes what the cameras did on a day that is over into the chain of evidence, so that nobody can say later that it had watched.</summary>
public sealed class CoverageRecords
{
    private readonly AgentDatabase database;
    private readonly EvidenceJournal journal;
    private readonly CoverageLedger ledger;

    public CoverageRecords(AgentDatabase database, EvidenceJournal journal, CoverageLedger ledger)
    {
        this.database = database;
        this.journal = journal;
        this.ledger = ledger;
        journal.Keep<CoverageEntry>(RecordKind.Coverage, (entry, record) => Rows.Upsert(
            new CoverageRow { Id = NameOf(entry.Day), Number = record.Number, Hash = record.Hash, Signature = record.Head.Signature, Cameras = JsonSerializer.Serialize(entry.Cameras) }));
    }

    private LiteDB.ILiteCollection<CoverageRow> Rows => database.Collection<CoverageRow>("coverage_records");

    /// <summary>Writes the record of a day that is over, unless what there is says the same.</summary>
    /// <returns>The day's newest record.</returns>
    /// <exception cref="IOException">It did not reach the disk.</exception>
    public ChainHead Write(DateOnly day)
    {
        journal.Write(RecordKind.Coverage, () =>
        {
            ImmutableArray<CameraEntry> cameras = [.. ledger.CamerasOf(day).Select(camera => CameraEntry.Of(camera, ledger.Read(camera, day)))];
            return Rows.FindById(NameOf(day))?.Cameras == JsonSerializer.Serialize(cameras) ? null : new CoverageEntry(day, cameras);
        });
        var row = Rows.FindById(NameOf(day))!;
        return new ChainHead(row.Number, row.Hash, row.Signature);
    }

    private static string NameOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed class CoverageRow
    {
        public string Id { get; set; } = "";

        public long Number { get; set; }

        public string Hash { get; set; } = "";

        public string Signature { get; set; } = "";

        /// <summary>What the record says of them, as JSON.</summary>
        public string Cameras { get; set; } = "";
    }
}
