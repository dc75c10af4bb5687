using System.Diagnostics;

namespace EdgeAgent.Commands;

/// <summary>Measures what work costs this process.</summary>
internal static class ProcessorTime
{
    /// <returns>Processor time of one run: the mean of the runs that come after those of the warm-up.</returns>
    public static TimeSpan OfOne(Action work, int warmUp, int runs)
    {
        Repeat(work, warmUp);
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        Repeat(work, runs);
        self.Refresh();
        return (self.TotalProcessorTime - before) / runs;
    }

    private static void Repeat(Action work, int runs)
    {
        for (var run = 0; run < runs; run++)
        {
            work();
        }
    }
}
