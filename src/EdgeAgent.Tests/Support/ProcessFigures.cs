using System.Globalization;

namespace EdgeAgent.Tests.Support;

/// <summary>What a process of Linux holds at one moment, from /proc.</summary>
/// <param name="Children">Processes that it has started and that run.</param>
/// <param name="Megabytes">Resident memory that is its own (RssAnon), without its children.</param>
public sealed record ProcessFigures(int Handles, int Threads, int Children, double Megabytes)
{
    public static ProcessFigures Of(int id)
    {
        var status = File.ReadAllLines($"/proc/{id}/status");
        return new ProcessFigures(
            Directory.GetFileSystemEntries($"/proc/{id}/fd").Length,
            Directory.GetDirectories($"/proc/{id}/task").Length,
            Directory.GetDirectories($"/proc/{id}/task").Sum(ChildrenOf),
            int.Parse(Field(status, "RssAnon:"), CultureInfo.InvariantCulture) / 1024.0);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Handles} handles, {Threads} threads, {Children} children, {Megabytes:0.0} MB");

    private static int ChildrenOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        }
        catch (Exception gone) when (gone is IOException && !Directory.Exists(task))
        {
            return 0; // The thread ended between being listed and being read; its children are another's now.
        }
    }

    private static string Field(string[] status, string name) =>
        status.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
}
