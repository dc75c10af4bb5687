namespace EdgeAgent.Recording;

/// <summary>Folders below the recordings' folder.</summary>
internal static class SegmentFolders
{
    private static readonly EnumerationOptions Readable = new() { AttributesToSkip = FileAttributes.None };

    /// <summary>Names of the folders in one that may be missing.</summary>
    public static IEnumerable<string> In(string path) =>
        Directory.Exists(path) ? Directory.EnumerateDirectories(path, "*", Readable).Select(each => Path.GetFileName(each)) : [];

    public static void DeleteIfEmpty(string path)
    {
        if (Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any())
        {
            Directory.Delete(path);
        }
    }
}
