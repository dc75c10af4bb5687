using System.ComponentModel;
using System.Diagnostics;

namespace EdgeAgent.Commands.Benchmark;

/// <summary>Another program that does a like work on the same cameras, for comparison.</summary>
internal static class PeerRun
{
    /// <exception cref="UsageException">It cannot be started.</exception>
    /// <exception cref="IOException">It ended by itself.</exception>
    public static async Task<Measurement> MeasureAsync(string commandLine, BenchLoad load, TimeSpan warmUp, CancellationToken cancellationToken)
    {
        using var peer = Start(commandLine);
        try
        {
            await Task.Delay(warmUp, TimeProvider.System, cancellationToken);
            var measured = await Measurement.OfAsync([peer.Id], load.Duration, cancellationToken);
            return peer.HasExited ? throw new IOException($"{commandLine} ended with {peer.ExitCode} while it was measured") : measured;
        }
        finally
        {
            peer.Kill(entireProcessTree: true);
            await peer.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static Process Start(string commandLine)
    {
        var parts = commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            var peer = Process.Start(new ProcessStartInfo(parts[0], parts[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            peer.BeginErrorReadLine();
            peer.BeginOutputReadLine();
            return peer;
        }
        catch (Exception error) when (error is Win32Exception or IndexOutOfRangeException)
        {
            throw new UsageException($"--peer {commandLine}: {error.Message}");
        }
    }
}
