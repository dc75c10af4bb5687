using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace EdgeAgent.Detection;

/// <summary>A packed npm package (tar.gz) on disk. Nothing of it is unpacked before its integrity is known.</summary>
internal static class PackageArchive
{
    /// <summary>Reads some files of the package into memory.</summary>
    /// <param name="wanted">Paths within the archive.</param>
    /// <exception cref="ModelUnusableException">The archive is missing, is not the one that was asked for, or lacks a file.</exception>
    public static IReadOnlyDictionary<string, byte[]> Read(string path, ModelSource source, IReadOnlySet<string> wanted)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (!SHA512.HashData(file).AsSpan().SequenceEqual(source.Sha512()))
            {
                throw new ModelUnusableException($"{path}: is not {source} as its makers published it (sha512 differs); nothing of it was used");
            }

            file.Position = 0;
            return Extract(file, wanted) is var found && wanted.FirstOrDefault(name => !found.ContainsKey(name)) is { } missing
                ? throw new ModelUnusableException($"{path}: holds no {missing}")
                : found;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ModelUnusableException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    private static Dictionary<string, byte[]> Extract(Stream archive, IReadOnlySet<string> wanted)
    {
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using var unzipped = new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true);
        using var tar = new TarReader(unzipped);
        while (found.Count < wanted.Count && tar.GetNextEntry() is { } entry)
        {
            if (wanted.Contains(entry.Name) && entry.DataStream is { } data)
            {
                var content = new byte[entry.Length];
                data.ReadExactly(content);
                found[entry.Name] = content;
            }
        }

        return found;
    }
}
