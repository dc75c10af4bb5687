using EdgeAgent.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeAgent.Tests.Hosting;

public sealed class RunCommandTests
{
    [Test]
    public async Task RunAsync_BackgroundServiceFails_EndsWithAnErrorCode()
    {
        await using var app = Build<Failing>();

        Assert.That(await RunCommand.RunAsync(app, CancellationToken.None), Is.EqualTo(1));
    }

    [Test]
    public async Task RunAsync_StoppedOnPurpose_EndsWithZero()
    {
        await using var app = Build<Stopping>();

        Assert.That(await RunCommand.RunAsync(app, CancellationToken.None), Is.Zero);
    }

    private static WebApplication Build<TService>()
        where TService : class, IHostedService
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddHostedService<TService>();
        return builder.Build();
    }

    private sealed class Failing : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("out of order");
        }
    }

    private sealed class Stopping(IHostApplicationLifetime lifetime) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken)
        {
            lifetime.StopApplication();
            return Task.CompletedTask;
        }
    }
}
