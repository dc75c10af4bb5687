using EdgeAgent.Evidence.Chain;

namespace EdgeAgent.Evidence;

/// <summary>
/// A copy of a box's evidence for whoever is to check it elsewhere: all of the chain, the public keys, what each camera did in each second, and
/// files of some incidents or of all.
/// </summary>
/// <param name="Records">Of the chain.</param>
/// <param name="Files">Pictures and clips that were copied.</param>
/// <param name="Absent">Those that are not there any more.</param>
public sealed record EvidenceExport(int Records, int Files, int Absent)
{
    /// <param name="incidents">Ids; empty for all.</param>
    /// <exception cref="IOException">The target is there already, or something cannot be read or written.</exception>
    public static EvidenceExport Run(EvidenceFolder from, string to, IReadOnlyCollection<string> incidents)
    {
        if (Path.Exists(to))
        {
            throw new IOException($"{to} is there already");
        }

        var copy = new EvidenceFolder(to);
        Directory.CreateDirectory(copy.Chain);
        var seconds = Directory.Exists(from.Coverage) ? Directory.EnumerateFiles(from.Coverage, "*.seconds*", SearchOption.AllDirectories) : [];
        foreach (var file in from.PublicKeys.Concat(ChainFiles.All(from.Chain)).Concat(seconds))
        {
            Copy(file, Path.Combine(to, Path.GetRelativePath(from.Root, file)));
        }

        var records = copy.Records().ToList();
        var wanted = records.Where(record => incidents.Count == 0 || incidents.Contains(EvidenceFolder.Subject(record).Incident))
            .SelectMany(EvidenceFolder.FilesOf).Select(file => file.Path).Distinct().ToList();
        var there = wanted.Where(path => File.Exists(Path.Combine(from.Files, path))).ToList();
        foreach (var path in there)
        {
            Copy(Path.Combine(from.Files, path), Path.Combine(copy.Files, path));
        }

        return new EvidenceExport(records.Count, there.Count, wanted.Count - there.Count);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
        source.CopyTo(target);
    }
}
