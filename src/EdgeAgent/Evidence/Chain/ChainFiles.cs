using System.Globalization;

namespace EdgeAgent.Evidence.Chain;

/// <summary>The files of a chain: each is named by the number of its first record.</summary>
internal static class ChainFiles
{
    private const string Extension = ".jsonl";
    private const string NumberFormat = "D12";

    public static string PathOf(string folder, long first) => Path.Combine(folder, first.ToString(NumberFormat, CultureInfo.InvariantCulture) + Extension);

    /// <summary>In the order of their records; none where there is no folder.</summary>
    public static IReadOnlyList<string> All(string folder) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "*" + Extension).Where(path => FirstOf(path) > 0).OrderBy(FirstOf)];

    /// <summary>Those that hold a record and what comes behind it.</summary>
    public static IEnumerable<string> From(string folder, long number)
    {
        var all = All(folder);
        return all.Where((_, place) => place + 1 == all.Count || FirstOf(all[place + 1]) > number);
    }

    /// <summary>The lines of a file without their breaks. What stands behind the last break is none: it is being written.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IEnumerable<byte[]> Lines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        for (var start = 0; bytes.AsSpan(start).IndexOf((byte)'\n') is var length && length >= 0; start += length + 1)
        {
            yield return bytes[start..(start + length)];
        }
    }

    /// <summary>The lines of a file that are records, whether the box has signed them or not.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IEnumerable<ChainRecord> Records(string path) => Lines(path).Select(line => ChainLine.Read(line)).OfType<ChainRecord>();

    private static long FirstOf(string path) =>
        long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
