using System.Security.Cryptography;
using EdgeAgent.Evidence.Chain;

namespace EdgeAgent.Evidence;

/// <summary>What an audit of a folder of evidence found.</summary>
/// <param name="Sound">Records that are as the box wrote them.</param>
/// <param name="Head">The newest record.</param>
/// <param name="Files">Pictures and clips that are as they were.</param>
/// <param name="Absent">Pictures and clips that are not there, in a copy that does not hold all.</param>
public sealed record EvidenceCheck(IReadOnlyList<ChainFault> Faults, long Sound, ChainHead Head, int Files, int Absent)
{
    /// <param name="told">Hashes that central systems know, by the records' numbers; may be empty.</param>
    /// <param name="isPart">It is a copy with the files of some incidents only: what is not there is no fault.</param>
    /// <exception cref="IOException">Something cannot be read.</exception>
    public static EvidenceCheck Run(EvidenceFolder folder, PublicKey key, ILookup<long, string> told, bool isPart)
    {
        var audit = new ChainAudit(key, told);
        var files = new Dictionary<string, (long Record, string Sha256)>();
        var clips = new Dictionary<string, string>();
        var faults = audit.Run(folder.Chain, record =>
        {
            foreach (var file in EvidenceFolder.FilesOf(record))
            {
                files[file.Path] = (record.Number, file.Sha256);
            }

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
        var found = files.Select(file => (file.Key, file.Value.Record, Fault: FaultOf(folder, file.Key, file.Value.Sha256, isPart))).ToList();
        return new EvidenceCheck(
            [.. faults, .. found.Where(file => file.Fault is not null).Select(file => new ChainFault(file.Fault!.Value, file.Record, file.Record, file.Key))],
            audit.Sound,
            audit.Head,
            found.Count(file => file.Fault is null && IsThere(folder, file.Key)),
            found.Count(file => file.Fault is null && !IsThere(folder, file.Key)));
    }

    private static bool IsThere(EvidenceFolder folder, string path) => File.Exists(Path.Combine(folder.Files, path));

    private static ChainFaultKind? FaultOf(EvidenceFolder folder, string path, string sha256, bool isPart)
    {
        if (!IsThere(folder, path))
        {
            return isPart ? null : ChainFaultKind.FileMissing;
        }

        using var file = new FileStream(Path.Combine(folder.Files, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexStringLower(SHA256.HashData(file)) == sha256 ? null : ChainFaultKind.FileChanged;
    }
}
