using EdgeAgent.Configuration;
using EdgeAgent.Remote.Configuring;
using EdgeAgent.StatusPage;
using EdgeAgent.Uplink;
using Serilog;
using Serilog.Events;

namespace EdgeAgent.Hosting;

/// <summary>
/// What runs in the agent's place while its folder cannot be read or written: it says so on the page and to the centre, and tries again.
/// An agent that ended instead would be started and ended for days, and nobody would notice.
/// </summary>
internal static partial class StorageWait
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <returns>The agent; null where it was stopped before its folder could be used.</returns>
    /// <exception cref="IOException">Another agent has the same folder, or the page's port is taken.</exception>
    public static async Task<WebApplication?> BuildAsync(AgentOptions options, ConfigurationTrial trial, CancellationToken cancellationToken)
    {
        try
        {
            return AgentHost.Build(options, trial);
        }
        catch (StoresUnavailableException error)
        {
            return await WaitAsync(options, trial, new WaitingState(options, TimeProvider.System) { Problem = error.Message }, cancellationToken);
        }
    }

    private static async Task<WebApplication?> WaitAsync(AgentOptions options, ConfigurationTrial trial, WaitingState state, CancellationToken cancellationToken)
    {
        await using var waiting = Build(options, state);
        LogWaiting(waiting.Logger, state.Problem);
        await waiting.StartAsync(cancellationToken);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, waiting.Lifetime.ApplicationStopping);
        var agent = await TryAgainAsync(options, trial, state, waiting.Logger, ending.Token);
        await waiting.StopAsync(CancellationToken.None);
        return agent;
    }

    private static async Task<WebApplication?> TryAgainAsync(AgentOptions options, ConfigurationTrial trial, WaitingState state, Microsoft.Extensions.Logging.ILogger log, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Every, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                return null;
            }

            try
            {
                return AgentHost.Build(options, trial);
            }
            catch (StoresUnavailableException error)
            {
                if (error.Message != state.Problem)
                {
                    LogWaiting(log, error.Message);
                }

                state.Problem = error.Message;
            }
        }
    }

    // Its lines go to standard error alone: each attempt opens the log's files anew.
    private static WebApplication Build(AgentOptions options, WaitingState state)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.AddStatusPage(options.StatusPage);
        builder.Services
            .AddSerilog(LogSetup.Console(new LoggerConfiguration(), LogEventLevel.Information).CreateLogger(), dispose: true)
            .AddHostedService(provider => new WaitingLink(
                options.Uplink, state.Report, TimeProvider.System, provider.GetRequiredService<ILogger<WaitingLink>>()));
        return builder.Build().MapWaitingPage(options.Uplink.Site, () => state.Problem);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The agent does not watch yet, because its folder cannot be read or written; it is tried again every 10 s: {Problem}")]
    private static partial void LogWaiting(Microsoft.Extensions.Logging.ILogger log, string problem);
}
