using System.CommandLine;
using EdgeAgent.Commands;
using EdgeAgent.Remote.Configuring;
using Microsoft.AspNetCore.Connections;

namespace EdgeAgent.Hosting;

/// <summary><c>run</c>: the service itself.</summary>
public static class RunCommand
{
    internal const int Failed = 1;
    private static readonly TimeSpan Lingering = TimeSpan.FromMinutes(1);

    public static Command Create()
    {
        var config = ConfigOption();
        var run = new Command("run", "Watches the cameras until stopped. The default verb.") { config };
        run.SetAction((parsed, cancellationToken) => RunAsync(parsed, parsed.GetValue(config)!, cancellationToken));
        return run;
    }

    public static Option<string> ConfigOption() => new("--config")
    {
        Description = "The configuration file.",
        DefaultValueFactory = _ => "config.json",
    };

    public static Task<int> RunAsync(ParseResult parsed, string config, CancellationToken cancellationToken) => Failure.GuardAsync(
        parsed, () => ServiceProcess.RunAsync(new AgentRuns(new ConfigurationTrial(config, TimeProvider.System)).RunAsync, cancellationToken));

    /// <summary>
    /// Runs until it is stopped or one of its services fails. The host calls a failed service a normal end; a service
    /// manager would then not start the agent again, so that case has an exit code of its own.
    /// </summary>
    /// <exception cref="IOException">The page's port is taken.</exception>
    public static async Task<int> RunAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var services = ServicesOf(app);
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            await app.StartAsync(cancellationToken);
            await app.WaitForShutdownAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested || cancellationToken.IsCancellationRequested)
        {
            // It was stopped, or a service failed, while it was still starting.
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw new IOException($"{error.Message} Does another agent run? Otherwise set statusPage.port.", error);
        }

        return services.Exists(service => service.ExecuteTask is { IsCompletedSuccessfully: false, IsCanceled: false }) ? Failed : 0;
    }

    /// <summary>Waits for what a busy box has not stopped in time: what still runs must not meet the next run of the agent.</summary>
    /// <returns>False where something has failed or goes on.</returns>
    public static async Task<bool> HasEndedAsync(WebApplication app)
    {
        var all = Task.WhenAll(ServicesOf(app).Select(service => service.ExecuteTask).OfType<Task>());
        await all.WaitAsync(Lingering, app.Services.GetRequiredService<TimeProvider>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return all.IsCompletedSuccessfully || all.IsCanceled;
    }

    private static List<BackgroundService> ServicesOf(WebApplication app) => [.. app.Services.GetServices<IHostedService>().OfType<BackgroundService>()];
}
