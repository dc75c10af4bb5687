using System.Net;
using Prometheus;

namespace EdgeAgent.StatusPage;

/// <summary>Puts the page and its interface onto the web host.</summary>
public static class StatusPageEndpoints
{
    /// <summary>Listens on the configured port of 127.0.0.1 and nowhere else.</summary>
    public static WebApplicationBuilder AddStatusPage(this WebApplicationBuilder builder, StatusPageOptions options)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 100;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        return builder;
    }

    /// <summary>
    /// Maps the page, /api/status, /api/incidents, /api/cameras, /api/coverage, /api/recordings, /recordings, /api/exports,
    /// /exports, /api/enrolment, /api/remote, /api/outbox, /pictures, /live, /healthz and /metrics.
    /// </summary>
    /// <param name="registry">What /metrics shows; the figures of the rooms above and of the process are added to it.</param>
    public static WebApplication MapStatusPage(this WebApplication app, StatusSources sources, CollectorRegistry registry)
    {
        app.Use(RequestGuard.InvokeAsync);
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = LiveVideo.Patience, KeepAliveTimeout = LiveVideo.Patience });
        app.MapPageFiles();
        app.MapPictures(sources.Evidence);
        app.MapCameraOrders(sources.Controls);
        app.MapExports(sources.Exports);
        app.MapVerdicts(sources.Verdicts);
        app.MapRectifications(sources.Rectifications);
        app.MapRemote(sources.Remote.Viewing);
        app.MapOutbox(sources.Queue);
        app.MapEnrolment(sources.Enrolment);
        app.MapCoverage(sources);
        app.MapLive(new LiveStreams(sources, app.Lifetime.ApplicationStopping));
        app.MapLiveVideo(new LiveVideo(sources, app.Lifetime.ApplicationStopping));
        app.MapRecordings(sources);

        var today = new TodayCoverage(sources.Coverage, sources.Time);
        var progress = new PipelineProgress(sources.Time);
        app.MapGet("/api/status", () => TypedResults.Json(StatusReport.From(sources, today), PageJson.Options));
        app.MapGet("/api/incidents", (string? limit, string? camera, string? from, string? to) =>
            IncidentReport.Answer(sources, limit, camera, from, to));
        app.MapGet("/healthz", () => HealthReport.From(sources, progress).Answer());

        AgentMetrics.Register(registry, sources);
        app.MapMetrics(settings => settings.Registry = registry);
        return app;
    }
}
