using System.Globalization;

namespace EdgeAgent.Evidence.Chain;

/// <summary>
/// Checks a chain of evidence with the box's public keys alone. What was cut off at its end can be seen only by whoever
/// knows of a later record: central systems were told the hash of each.
/// </summary>
/// <param name="keys">One; more where the box had to make another.</param>
/// <param name="told">Hashes that are known otherwise, by the records' numbers; may be empty. More than one for a number says that it was given twice.</param>
public sealed class ChainAudit(IReadOnlyCollection<PublicKey> keys, ILookup<long, string> told)
{
    private readonly List<ChainFault> faults = [];
    private readonly SortedSet<long> missing = [];
    private readonly HashSet<long> notSigned = [];
    private readonly List<(long Record, string Fingerprint)> signers = [];

    /// <summary>Records that are as the box wrote them.</summary>
    public long Sound { get; private set; }

    /// <summary>Each further key that has signed records, with its first.</summary>
    public IEnumerable<(long Record, string Fingerprint)> FurtherSigners => signers.Skip(1);

    /// <summary>The newest record by its number.</summary>
    public ChainHead Head { get; private set; } = ChainRecord.Nothing;

    /// <summary>Reads all of a chain.</summary>
    /// <param name="visit">Told of each sound record, in the order of the files.</param>
    /// <returns>What is wrong, in the order of the places.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IReadOnlyList<ChainFault> Run(string folder, Action<ChainRecord> visit)
    {
        foreach (var file in ChainFiles.All(folder))
        {
            var line = 0;
            foreach (var bytes in ChainFiles.Lines(file))
            {
                Check(bytes, string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}:{++line}"), visit);
            }
        }

        AddMissing();
        return faults;
    }

    private void Check(byte[] line, string place, Action<ChainRecord> visit)
    {
        if (ChainLine.Read(line) is not { } record)
        {
            Add(ChainFaultKind.Unreadable, 0, place);
            return;
        }

        if (!IsRightlySigned(record))
        {
            Add(ChainFaultKind.NotSigned, record.Number, place);
            notSigned.Add(record.Number);
            return;
        }

        if (record.Number <= Head.Number)
        {
            Add(missing.Remove(record.Number) ? ChainFaultKind.Misplaced : ChainFaultKind.Repeated, record.Number, place);
            return;
        }

        if (record.Number == Head.Number + 1 && record.Previous != Head.Hash)
        {
            Add(ChainFaultKind.DoesNotFollow, record.Number, place);
        }
        else if (told[record.Number].Any(hash => hash != record.Hash))
        {
            Add(ChainFaultKind.NotAsTold, record.Number, place);
        }
        else
        {
            Sound++;
            visit(record);
        }

        for (var number = Head.Number + 1; number < record.Number; number++)
        {
            // What stands in a changed record's place is told already.
            if (!notSigned.Contains(number))
            {
                missing.Add(number);
            }
        }

        Head = record.Head;
    }

    // Another key may begin only with a record of its own that says so, and one that has ended signs nothing any more: who has the
    // new key could otherwise write the old records anew.
    private bool IsRightlySigned(ChainRecord record)
    {
        if (keys.FirstOrDefault(key => key.Signed(record)) is not { } signer)
        {
            return false;
        }

        if (signers.Count == 0 || signers[^1].Fingerprint == signer.Fingerprint)
        {
            Note(record, signer);
            return true;
        }

        var begins = record.Kind == RecordKind.Key && EvidenceFolder.Subject(record).Detail == signer.Fingerprint
            && signers.All(before => before.Fingerprint != signer.Fingerprint);
        if (begins)
        {
            Note(record, signer);
        }

        return begins;
    }

    private void Note(ChainRecord record, PublicKey signer)
    {
        if (signers.Count == 0 || signers[^1].Fingerprint != signer.Fingerprint)
        {
            signers.Add((record.Number, signer.Fingerprint));
        }
    }

    private void AddMissing()
    {
        long? first = null;
        foreach (var number in missing)
        {
            first ??= number;
            if (!missing.Contains(number + 1))
            {
                faults.Add(new ChainFault(ChainFaultKind.Missing, first.Value, number, ""));
                first = null;
            }
        }

        if (told.Select(record => record.Key).DefaultIfEmpty().Max() is var newest && newest > Head.Number)
        {
            faults.Add(new ChainFault(ChainFaultKind.Missing, Head.Number + 1, newest, ""));
        }
    }

    private void Add(ChainFaultKind kind, long number, string place) => faults.Add(new ChainFault(kind, number, number, place));
}
