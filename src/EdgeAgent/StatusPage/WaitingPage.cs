namespace EdgeAgent.StatusPage;

/// <summary>The page while the agent's folder cannot be read or written: it says so, and nothing else is there.</summary>
internal static class WaitingPage
{
    /// <param name="problem">Why the agent waits; called for each request.</param>
    public static WebApplication MapWaitingPage(this WebApplication app, string site, Func<string> problem)
    {
        app.Use(RequestGuard.InvokeAsync);
        app.MapPageFiles(frontPage: "waiting.html");
        app.MapGet("/api/waiting", () => TypedResults.Json(new { site, problem = problem() }, PageJson.Options));
        app.MapGet("/healthz", () => new HealthReport("failing", [$"evidence: {problem()}"]).Answer());
        return app;
    }
}
