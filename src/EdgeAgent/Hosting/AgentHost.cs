using EdgeAgent.Configuration;
using EdgeAgent.Detection;
using EdgeAgent.StatusPage;
using Prometheus;
using EdgeAgent.Storage;

namespace EdgeAgent.Hosting;

/// <summary>Puts the rooms together into the service.</summary>
public static class AgentHost
{
    /// <exception cref="ModelUnusableException">The detector's model cannot be used.</exception>
    /// <exception cref="DatabaseUnreadableException">The database cannot be opened.</exception>
    public static WebApplication Build(AgentOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.AddStatusPage(options.StatusPage);
        builder.Services
            .AddLogging(options)
            .AddServiceHost()
            .AddStorage(options)
            .AddDetection(options)
            .AddEvidence(options)
            .AddUplink(options)
            .AddPipeline(options);

        var app = builder.Build();
        app.OpenStores();
        app.MapStatusPage(app.StatusSources(options), app.Services.GetRequiredService<CollectorRegistry>());
        return app;
    }
}
