using System.Globalization;

namespace EdgeAgent.Commands.Benchmark;

/// <summary>CPU time and memory of a process and all its descendants, from /proc.</summary>
internal static class ProcessTree
{
    private const double TicksASecond = 100;

    /// <summary>Seconds of CPU used so far, by the processes that live and by the children that they have waited for.</summary>
    public static double CpuSeconds(IEnumerable<int> roots) => Members(roots).Sum(id => Fields(id) is { } fields
        ? (Number(fields[13]) + Number(fields[14]) + Number(fields[15]) + Number(fields[16])) / TicksASecond
        : 0);

    /// <summary>Proportional set size in megabytes: a page that n processes share counts 1/n in each.</summary>
    public static double Megabytes(IEnumerable<int> roots) => Members(roots).Sum(Kilobytes) / 1024;

    private static double Kilobytes(int id)
    {
        try
        {
            return File.ReadLines($"/proc/{id}/smaps_rollup")
                .Where(line => line.StartsWith("Pss:", StringComparison.Ordinal))
                .Sum(line => Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        }
        catch (IOException)
        {
            return 0; // It has ended meanwhile.
        }
    }

    private static List<int> Members(IEnumerable<int> roots)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id => id > 0)
            .ToLookup(id => Fields(id) is { } fields ? (int)Number(fields[3]) : 0);
        var members = new List<int>(roots);
        for (var next = 0; next < members.Count; next++)
        {
            members.AddRange(children[members[next]]);
        }

        return members;
    }

    /// <summary>The fields of /proc/PID/stat, numbered as proc(5) does less one; null when it has ended.</summary>
    private static string[]? Fields(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            var nameEnd = text.LastIndexOf(')');
            return ["", "", .. text[(nameEnd + 2)..].Split(' ')];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
