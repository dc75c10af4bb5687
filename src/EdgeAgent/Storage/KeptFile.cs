using System.Globalization;

namespace EdgeAgent.Storage;

/// <summary>Rewrites a file that a person may want back as it was.</summary>
public static class KeptFile
{
    /// <summary>
    /// Copies the file to <c>NAME.bak.20260131-080000</c> (local time) beside it, then replaces it as a whole. Both keep the
    /// file's rights, and its owner as far as the system lets us, and are never open to more: a password may be written out in it.
    /// </summary>
    /// <param name="hidesCopy">The copy is for its owner alone.</param>
    /// <returns>The copy, or null where there was no file.</returns>
    /// <exception cref="IOException">Not writable; the file is as it was.</exception>
    public static string? Rewrite(string path, ReadOnlySpan<byte> content, TimeProvider time, bool hidesCopy = false)
    {
        if (!File.Exists(path))
        {
            AtomicFile.Write(path, content);
            return null;
        }

        var stamp = time.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var copy = $"{path}.bak.{stamp}";
        for (var number = 2; File.Exists(copy); number++)
        {
            copy = $"{path}.bak.{stamp}-{number}";
        }

        AtomicFile.WriteLike(path, copy, File.ReadAllBytes(path), ownerOnly: hidesCopy);
        AtomicFile.WriteLike(path, path, content);
        return copy;
    }
}
