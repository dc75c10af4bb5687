using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeAgent.Storage;

/// <summary>Writes a file so that after a power cut it is there whole or not at all.</summary>
public static partial class AtomicFile
{
    /// <summary>Writes beside the target, syncs, renames over it, and syncs the folder so that the new name survives too.</summary>
    /// <exception cref="IOException">Disk full or not writable; the target is then as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content) =>
        Write(path, content, temporary => new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None));

    /// <summary>The same for what nobody but the owner may ever read: the owner of the file replaced, or of the folder.</summary>
    /// <exception cref="IOException">Disk full or not writable; the target is then as it was.</exception>
    public static void WritePrivate(string path, ReadOnlySpan<byte> content) =>
        Write(path, content, temporary => PrivateFile.Create(temporary, File.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!));

    /// <summary>The same for what must not be open to more than its model is: it gets the model's rights and owner.</summary>
    /// <param name="ownerOnly">Of the rights only the owner's.</param>
    /// <exception cref="IOException">Disk full or not writable; the target is then as it was.</exception>
    internal static void WriteLike(string model, string path, ReadOnlySpan<byte> content, bool ownerOnly = false) =>
        Write(path, content, temporary => PrivateFile.CreateLike(model, temporary, ownerOnly));

    /// <summary>Renames a file over another in its folder; after a power cut both are as before, or it is done. Needs no space on the disk.</summary>
    /// <exception cref="IOException">Not writable; both are as before.</exception>
    internal static void Replace(string path, string by)
    {
        File.Move(by, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private static void Write(string path, ReadOnlySpan<byte> content, Func<string, FileStream> create)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var isNewFolder = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        var temporary = path + ".partial";
        RemoveLeftover(temporary);
        try
        {
            using (var file = create(temporary))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            Replace(path, by: temporary);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }

        if (isNewFolder)
        {
            SyncFolder(Path.GetDirectoryName(folder)!);
        }
    }

    /// <summary>Of a crash, or a link that would lead root elsewhere.</summary>
    /// <exception cref="IOException">Somebody else writes the same file now.</exception>
    private static void RemoveLeftover(string path)
    {
        var file = new FileInfo(path);
        if (file is { Exists: true, LinkTarget: null })
        {
            using var held = file.Open(FileMode.Open, FileAccess.Read, FileShare.Read);
        }

        file.Delete();
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first error is the one that matters.
        }
    }

    /// <summary>Makes the names of a folder's files survive a power cut.</summary>
    internal static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // NTFS journals the rename itself.
        }

        using var handle = OpenFolder(folder, 0);
        if (!handle.IsInvalid)
        {
            _ = FSync(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle handle);
}
