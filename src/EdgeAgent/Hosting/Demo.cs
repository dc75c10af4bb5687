using System.Collections.Concurrent;
using System.CommandLine;
using EdgeAgent.Commands;
using EdgeAgent.Configuration;
using EdgeAgent.Evidence;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;
using Serilog.Events;

namespace EdgeAgent.Hosting;

/// <summary>One run of the demonstration: the agent, a broker beside it, and a consumer that shows what the centre receives.</summary>
internal sealed class Demo(AgentOptions scene, InvocationConfiguration console)
{
    private static readonly TimeSpan DeliveryLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly Consumer consumer = new(scene.Uplink.Root);
    private readonly ConcurrentDictionary<string, bool> delivered = new();

    /// <returns>0 when there was an alert, and every alert and its picture was delivered, and the page answered.</returns>
    public async Task<int> RunAsync(int? seconds, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edgeagent-demo-");
        try
        {
            await using var broker = await EmbeddedBroker.StartAsync(LoopbackPort.Free());
            var options = scene with
            {
                Storage = scene.Storage with { Folder = folder.FullName },
                Uplink = scene.Uplink with { Broker = new BrokerOptions { Address = broker.Address } },
            };
            return await RunAsync(options, seconds, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<int> RunAsync(AgentOptions options, int? seconds, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = new BrokerWatch(
            options.Uplink.Broker, Topics.FilterFor(options.Uplink.Root, options.Uplink.Site), null, consumer, Show, console.Output, TextWriter.Null)
            .RunAsync(ending.Token);

        await using var app = AgentHost.Build(options, console: LogEventLevel.Warning);
        await app.StartAsync(cancellationToken);
        var page = app.Urls.First();
        await console.Error.WriteLineAsync($"page: {page}");
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, app.Lifetime.ApplicationStopping);
        await Task.Delay(seconds is { } limit ? TimeSpan.FromSeconds(limit) : Timeout.InfiniteTimeSpan, Time, time.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        var answers = await PageAnswersAsync(page);
        var (alerts, arrived, thumbnails) = await DeliveredAsync(app.Services.GetRequiredService<EvidenceStore>());
        var cameras = app.Services.GetRequiredService<StatusBoard>().Cameras.Count(camera => camera.State == CameraState.Watching);
        await app.StopAsync(CancellationToken.None);
        await ending.CancelAsync();
        await watching;

        await console.Output.WriteLineAsync(
            $"demo: cameras={cameras} alerts={alerts} delivered={arrived} thumbnails={thumbnails} page={(answers ? "ok" : "failed")}");
        return alerts > 0 && arrived == alerts && thumbnails == alerts && answers ? 0 : 1;
    }

    private string Show(Received received, ReadOnlySpan<byte> body, DateTimeOffset at)
    {
        if (received is IncidentReceived { Message: { Data.Event: IncidentEvent.Opened } message })
        {
            delivered.TryAdd(message.Subject, true);
        }

        return WatchLine.Text(received, body, at);
    }

    /// <summary>Waits until everything that was raised has arrived, and counts it; what is raised from then on is shown, not counted.</summary>
    private async Task<(int Alerts, int Arrived, int Thumbnails)> DeliveredAsync(EvidenceStore store)
    {
        var began = Time.GetTimestamp();
        while (true)
        {
            var (alerts, arrived, thumbnails) = (store.Count, delivered.Count, consumer.Thumbnails);
            if ((arrived == alerts && thumbnails == alerts) || Time.GetElapsedTime(began) > DeliveryLimit)
            {
                return (alerts, arrived, thumbnails);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), Time);
        }
    }

    private static async Task<bool> PageAnswersAsync(string page)
    {
        using var client = new HttpClient { BaseAddress = new Uri(page), Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            using var index = await client.GetAsync("/");
            using var health = await client.GetAsync("/healthz");
            return index.IsSuccessStatusCode && health.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
