using EdgeAgent.Configuration;
using EdgeAgent.Detection;
using EdgeAgent.Remote;
using EdgeAgent.Remote.Configuring;
using EdgeAgent.Rules;
using EdgeAgent.StatusPage;
using EdgeAgent.Storage;
using Prometheus;
using Serilog.Events;

namespace EdgeAgent.Hosting;

/// <summary>Puts the rooms together into the service.</summary>
public static partial class AgentHost
{
    /// <param name="trial">Of the file that the options are from; null where the centre cannot set them.</param>
    /// <param name="console">Least level of the log lines on standard error.</param>
    /// <exception cref="ModelUnusableException">The detector's model cannot be used.</exception>
    /// <exception cref="StoresUnavailableException">The agent's folder cannot be read or written at present.</exception>
    /// <exception cref="DatabaseInUseException">Another agent has the same folder.</exception>
    public static WebApplication Build(AgentOptions options, ConfigurationTrial? trial = null, LogEventLevel console = LogEventLevel.Information)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.AddStatusPage(options.StatusPage);
        builder.Services
            .AddLogging(options, console)
            .AddServiceHost()
            .AddStorage(options)
            .AddDetection(options)
            .AddFaceBlur(options)
            .AddRecording(options)
            .AddEvidence(options)
            .AddCompliance(options)
            .AddUplink(options)
            .AddPipeline(options)
            .AddCentralCommands()
            .AddCentralConfiguration(trial);

        var app = builder.Build();
        try
        {
            Prepare(app, options);
            return app;
        }
        catch
        {
            // Another run may follow in this process, and needs the folder.
            ((IDisposable)app).Dispose();
            throw;
        }
    }

    private static void Prepare(WebApplication app, AgentOptions options)
    {
        OpenStores(app);
        app.Services.GetRequiredService<IDetector>();
        foreach (var problem in SecretCheck.Run(options))
        {
            LogSecret(app.Logger, problem);
        }

        var seen = app.Services.GetRequiredService<OnnxDetector>().Labels;
        foreach (var (label, rules) in RuleSet.UnseenBy(seen, options.Cameras, options.Rules))
        {
            LogUnseen(app.Logger, options.Detection.Detector, label, string.Join(", ", rules));
        }

        app.MapStatusPage(app.StatusSources(options), app.Services.GetRequiredService<CollectorRegistry>());
    }

    private static void OpenStores(WebApplication app)
    {
        try
        {
            app.OpenStores();
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error) && error is not DatabaseInUseException)
        {
            throw new StoresUnavailableException(error.Message, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The detector {Detector} never reports {Label}: {Rules} will never see anything")]
    private static partial void LogUnseen(ILogger log, string detector, string label, string rules);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem}")]
    private static partial void LogSecret(ILogger log, ConfigurationProblem problem);
}

/// <summary>The agent's folder cannot be read or written at present.</summary>
public sealed class StoresUnavailableException(string message, Exception inner) : IOException(message, inner);
