using System.CommandLine;
using EdgeAgent.Commands;
using EdgeAgent.Configuration;
using Microsoft.AspNetCore.Connections;

namespace EdgeAgent.Hosting;

/// <summary><c>run</c>: the service itself.</summary>
public static class RunCommand
{
    private const int Failed = 1;

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

    public static Task<int> RunAsync(ParseResult parsed, string config, CancellationToken cancellationToken) => Failure.GuardAsync(parsed, async () =>
    {
        var options = ConfigurationFile.Load(config);
        await using var app = await StorageWait.BuildAsync(options, cancellationToken);
        return app is null ? 0 : await RunAsync(app, cancellationToken);
    });

    /// <summary>
    /// Runs until it is stopped or one of its services fails. The host calls a failed service a normal end; a service
    /// manager would then not start the agent again, so that case has an exit code of its own.
    /// </summary>
    /// <exception cref="IOException">The page's port is taken.</exception>
    public static async Task<int> RunAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var services = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            await app.RunAsync(cancellationToken);
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
}
