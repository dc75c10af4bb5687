using System.Security.Cryptography;
using EdgeAgent.Evidence.Chain;

namespace EdgeAgent.Evidence;

/// <summary>What an audit of a folder of evidence found.</summary>
/// <param name="Sound">Records that are as the box wrote them.</param>
/// <param name="Head">The newest record.</param>
/// <param name="Files">Pictures, clips and cameras' days that are as they were.</param>
/// <param name="Absent">Of them what is not there, in a copy that does not hold all.</param>
/// <param name="Keys">Records from which on the box signed with another key, and its fingerprint.</param>
public sealed record EvidenceCheck(
    IReadOnlyList<ChainFault> Faults, long Sound, ChainHead Head, int Files, int Absent, IReadOnlyList<(long Record, string Fingerprint)> Keys)
{
    /// <param name="told">Hashes that central systems know, by the records' numbers; may be empty.</param>
    /// <param name="isPart">It is a copy with the files of some incidents only: what is not there is no fault.</param>
    /// <exception cref="IOException">Something cannot be read.</exception>
    public static EvidenceCheck Run(EvidenceFolder folder, IReadOnlyCollection<PublicKey> keys, ILookup<long, string> told, bool isPart)
    {
        var audit = new ChainAudit(keys, told);
        var coverage = new CoverageCheck(folder);
        var files = new Dictionary<string, (long Record, string Sha256)>();
        var clips = new Dictionary<string, string>();
        var faults = audit.Run(folder.Chain, record =>
        {
            foreach (var file in EvidenceFolder.FilesOf(record))
            {
                files[file.Path] = (record.Number, file.Sha256);
            }

            coverage.Take(record);
            // A clip may be given up where the disk runs short; the record of that takes it away again.
            var (incident, path) = EvidenceFolder.Subject(record);
            if (record.Kind == RecordKind.Clip)
            {
                if (path.Length == 0 && clips.Remove(incident, out var given))
                {
                    files.Remove(given);
                }
                else if (path.Length > 0)
                {
                    clips[incident] = path;
                }
            }
        });
        var found = files.Select(file => (file.Value.Record, Path: file.Key, Fault: FaultOf(folder, file.Key, file.Value.Sha256), IsThere: IsThere(folder, file.Key)))
            .Concat(coverage.Run())
            .Select(file => isPart && file.Fault == ChainFaultKind.FileMissing ? file with { Fault = null } : file).ToList();
        return new EvidenceCheck(
            [.. faults, .. found.Where(file => file.Fault is not null).Select(file => new ChainFault(file.Fault!.Value, file.Record, file.Record, file.Path))],
            audit.Sound,
            audit.Head,
            found.Count(file => file.Fault is null && file.IsThere),
            found.Count(file => file.Fault is null && !file.IsThere),
            [.. audit.FurtherSigners]);
    }

    private static bool IsThere(EvidenceFolder folder, string path) => File.Exists(Path.Combine(folder.Files, path));

    private static ChainFaultKind? FaultOf(EvidenceFolder folder, string path, string sha256)
    {
        if (!IsThere(folder, path))
        {
            return ChainFaultKind.FileMissing;
        }

        using var file = new FileStream(Path.Combine(folder.Files, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexStringLower(SHA256.HashData(file)) == sha256 ? null : ChainFaultKind.FileChanged;
    }
}
