namespace EdgeAgent.Hosting;

/// <summary>
/// Being a service of systemd or Windows; nothing of it where the agent is started by hand. It lasts as long as the process, for
/// a service can say but once that it runs or stops, while runs of the agent may follow each other.
/// </summary>
internal static class ServiceProcess
{
    /// <param name="work">Ends when its token is cancelled; gives the exit code.</param>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSystemd().AddWindowsService(service => service.ServiceName = "EdgeAgent");
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            return await work(ending.Token);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }
}
