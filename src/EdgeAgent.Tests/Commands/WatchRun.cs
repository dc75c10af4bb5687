using System.CommandLine;
using EdgeAgent.Commands;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Commands;

/// <summary>The verb <c>watch</c>, running within the test until it is stopped.</summary>
internal sealed class WatchRun : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();
    private readonly TextWriter safeOutput;
    private readonly TextWriter safeErrors;
    private readonly Task<int> run;

    public WatchRun(params string[] arguments)
    {
        safeOutput = TextWriter.Synchronized(output);
        safeErrors = TextWriter.Synchronized(errors);
        var configuration = new InvocationConfiguration { Output = safeOutput, Error = safeErrors };
        run = WatchCommand.Create().Parse(arguments).InvokeAsync(configuration, stop.Token);
    }

    public IReadOnlyList<string> Output
    {
        get
        {
            lock (safeOutput)
            {
                return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            }
        }
    }

    public string Errors
    {
        get
        {
            lock (safeErrors)
            {
                return errors.ToString();
            }
        }
    }

    public Task UntilListeningAsync() =>
        Eventually.Holds(() => Errors.Contains("watching", StringComparison.Ordinal) || run.IsCompleted, "it listens");

    public Task<int> EndAsync() => run;

    public async Task<int> StopAsync()
    {
        await stop.CancelAsync();
        return await run;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }
}
