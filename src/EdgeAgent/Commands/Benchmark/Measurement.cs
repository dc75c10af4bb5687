namespace EdgeAgent.Commands.Benchmark;

/// <param name="Cores">CPU seconds for each second that passed.</param>
/// <param name="Megabytes">Proportional set size at the end.</param>
internal sealed record Measurement(double Cores, double Megabytes)
{
    public static async Task<Measurement> OfAsync(IReadOnlyList<int> processes, TimeSpan duration, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var before = ProcessTree.CpuSeconds(processes);
        await Task.Delay(duration, TimeProvider.System, cancellationToken);
        var used = ProcessTree.CpuSeconds(processes) - before;
        return new Measurement(used / TimeProvider.System.GetElapsedTime(began).TotalSeconds, ProcessTree.Megabytes(processes));
    }
}
