using System.Globalization;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Storage;

namespace EdgeAgent.Evidence;

/// <summary>At a start: has the rows follow the chain, and notes for owner and centre what is wrong with either, before anything is put right.</summary>
public sealed partial class EvidenceTakeUp(
    AgentDatabase database, SigningKey key, EvidenceChain chain, EvidenceJournal journal, EvidenceNotices notices, ILogger<EvidenceTakeUp> logger)
{
    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Run()
    {
        if (database.Damage is { } damage)
        {
            notices.Add(EvidenceLoss.DatabaseDamaged, Path.GetFileName(damage.SetAside), damage.Reason);
            database.DamageIsNoted();
            LogDamaged(damage.Reason, damage.SetAside);
        }

        if (journal.MissingRecords is { } missing)
        {
            notices.Add(EvidenceLoss.RecordsMissing, Words(missing));
        }

        if (database.Damage is null && journal.RecordsWithoutRows is { } behind && behind.Last > behind.First)
        {
            notices.Add(EvidenceLoss.RowsMissing, Words(behind));
            LogRowsMissing(Words(behind));
        }

        if (chain.IsOfFormerKey)
        {
            notices.Add(EvidenceLoss.KeyReplaced, key.Public.Fingerprint);
            LogKey(key.Public.Fingerprint);
        }

        journal.CatchUp();
        journal.Write(RecordKind.Key, () => chain.IsOfFormerKey ? new KeyEntry(key.Public.Fingerprint) : null, mayUseReserve: true);
    }

    private static string Words((long First, long Last) records) => string.Create(CultureInfo.InvariantCulture, $"{records.First}-{records.Last}");

    [LoggerMessage(Level = LogLevel.Error, Message = "The database was damaged ({Reason}): it is kept as {File}, and made anew out of the chain of evidence")]
    private partial void LogDamaged(string reason, string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database knew nothing of the records {Records} of the chain of evidence, as if it had been deleted or an older one put in its place: they are taken up anew")]
    private partial void LogRowsMissing(string records);

    [LoggerMessage(Level = LogLevel.Error, Message = "The key that signed the evidence was lost or damaged; from now on it is signed with another one, {Fingerprint}: take its public part away")]
    private partial void LogKey(string fingerprint);
}
