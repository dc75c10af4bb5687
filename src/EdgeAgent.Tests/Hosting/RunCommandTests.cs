using System.Net;
using System.Net.Sockets;
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

    [Test]
    public async Task RunAsync_PortIsTaken_NamesTheSetting()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var app = Build<Waiting>(((IPEndPoint)other.LocalEndpoint).Port);

        Assert.That(
            async () => await RunCommand.RunAsync(app, CancellationToken.None),
            Throws.InstanceOf<IOException>().With.Message.Contains("statusPage.port"));
    }

    private static WebApplication Build<TService>(int port = 0)
        where TService : class, IHostedService
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", $"http://127.0.0.1:{port}"]);
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

    private sealed class Waiting : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stoppingToken);
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
