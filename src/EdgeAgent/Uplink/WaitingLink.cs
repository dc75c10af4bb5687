using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Uplink;

/// <summary>What a box has to say that cannot work at present.</summary>
internal sealed record WaitingReport(HeartbeatMessage Heartbeat, IReadOnlyList<CameraMessage> Cameras);

/// <summary>The link to the centre while nothing can be kept: the centre hears that the box lives, and why it does not watch. Nothing is queued.</summary>
/// <param name="report">Made anew for each heartbeat.</param>
internal sealed class WaitingLink(UplinkOptions options, Func<Boot, WaitingReport> report, TimeProvider time, ILogger<WaitingLink> log) : BackgroundService
{
    private static readonly TimeSpan GoodbyeWithin = TimeSpan.FromSeconds(3);

    private readonly Boot boot = Boot.At(time.GetUtcNow());
    private readonly Envelope envelope = new(options, picture => picture.Path);
    private readonly RetrySchedule connecting = new(options.Retry, Random.Shared);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var states = new RetainedStates(envelope, boot, box: null, time, log);
        string? told = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ServeAsync(states, stoppingToken);
            }
            catch (LinkException error)
            {
                if (told != error.Message)
                {
                    UplinkLog.Down(log, error.Message);
                }

                told = error.Message;
                await Task.Delay(connecting.NextDelay(), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // Stopped before there was a connection.
            }
        }
    }

    private async Task ServeAsync(RetainedStates states, CancellationToken stoppingToken)
    {
        using var up = await BrokerConnection.OpenAsync(options.Broker, options.ClientId, states.Will, time, () => { }, stoppingToken);
        try
        {
            await states.SayOnlineAsync(up, stoppingToken);
            connecting.Reset();
            states.SendAllAgain();
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.HeartbeatSeconds), time);
            do
            {
                await up.DemandUpAsync();
                await BeatAsync(up, states, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(GoodbyeWithin, time);
            await states.SayStoppedAsync(up, limit.Token);
        }
    }

    private async Task BeatAsync(BrokerConnection up, RetainedStates states, CancellationToken cancellationToken)
    {
        var now = report(boot);
        foreach (var camera in now.Cameras)
        {
            states.Set(envelope.For(camera));
        }

        while (await states.SendNextAsync(up, cancellationToken))
        {
            // One after the other.
        }

        await up.SendAsync(envelope.For(now.Heartbeat), cancellationToken);
    }
}
