using EdgeAgent.Evidence;
using EdgeAgent.Rules;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;
using MQTTnet;

namespace EdgeAgent.Tests.Central.Fleet;

/// <summary>
/// A workshop's box as the broker sees it: the agent's own connection, retries and messages, and a message is done as with the
/// agent when the broker has acknowledged it and answered once more. What the agent keeps on its disk is in memory here.
/// </summary>
internal sealed class SimulatedSite(UplinkOptions options, SiteMessages messages, FleetLog log, Random random)
{
    private const double SummarySeconds = 300;
    private static readonly TimeProvider Time = TimeProvider.System;
    private static readonly string Box = new('0', 64);

    private readonly Boot boot = Boot.At(Time.GetUtcNow());
    private readonly Envelope envelope = new(options, messages.Evidence.FullPath);
    private readonly RetrySchedule retry = new(options.Retry, random);
    private readonly Bell bell = new();
    private readonly Lock access = new();
    private readonly List<OutboxMessage> waiting = [];
    private bool isFirstAcknowledged;
    private PictureFile? pictureOfOpen; // of the incident that is open; null while none is
    private long incidents;
    private long position;

    /// <summary>Number of the newest event.</summary>
    public long LastSeq { get; private set; }

    public long PicturesSent { get; private set; }

    public bool IsEmpty => Waiting == 0;

    private int Waiting
    {
        get
        {
            lock (access)
            {
                return waiting.Count;
            }
        }
    }

    /// <summary>Opens an incident with its picture, or closes the one that is open.</summary>
    public void Report()
    {
        var now = Time.GetUtcNow();
        lock (access)
        {
            var what = pictureOfOpen is null ? IncidentEvent.Opened : IncidentEvent.Closed;
            incidents += pictureOfOpen is null ? 1 : 0;
            var picture = pictureOfOpen ?? messages.NextPicture();
            pictureOfOpen = pictureOfOpen is null ? picture : null;
            var id = SiteMessages.IncidentId(envelope.Topics.Prefix, incidents);
            var data = ContractJson.Write(SiteMessages.Incident(id, what, now, picture));
            waiting.Add(new QueuedEvent(++position, id, "", (int)what, ++LastSeq, boot.Id, now.UtcDateTime, data));
            if (what == IncidentEvent.Opened)
            {
                waiting.Add(new QueuedThumbnail(++position, id, "", picture));
                PicturesSent++;
            }
        }

        bell.Ring();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ServeAsync(cancellationToken);
            }
            catch (LinkException)
            {
                log.Failed();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }

            await Task.Delay(retry.NextDelay(), Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        using var up = await BrokerConnection.OpenAsync(
            options.Broker,
            $"{options.City}.{options.County}.{options.Site}",
            envelope.For(StatusMessage.Lost(boot)),
            Time,
            bell.Ring,
            cancellationToken);
        isFirstAcknowledged = false;
        var replayedUpTo = position;
        await SendAsync(up, envelope.For(StatusMessage.Online(boot, Box, Time.GetUtcNow())), cancellationToken);
        log.Connected(this);
        retry.Reset();
        foreach (var state in SiteMessages.CameraStates(boot.Since))
        {
            await SendAsync(up, envelope.For(state), cancellationToken);
        }

        await SendAsync(up, envelope.For(SiteMessages.Summary(Time.GetUtcNow())), cancellationToken);
        var heartbeat = new Due(options.HeartbeatSeconds, random, Time);
        var summary = new Due(SummarySeconds, random, Time);
        while (!cancellationToken.IsCancellationRequested)
        {
            await up.DemandUpAsync();
            if (heartbeat.TakeIfDue())
            {
                var beat = envelope.For(SiteMessages.Heartbeat(boot, Time.GetUtcNow(), Waiting, LastSeq));
                log.Sending(beat);
                await up.SendAsync(beat, cancellationToken);
            }
            else if (summary.TakeIfDue())
            {
                await SendAsync(up, envelope.For(SiteMessages.Summary(Time.GetUtcNow())), cancellationToken);
            }
            else if (!await SendOldestAsync(up, replayedUpTo, cancellationToken))
            {
                await bell.WaitAsync(heartbeat.Left < summary.Left ? heartbeat.Left : summary.Left, Time, cancellationToken);
            }
        }
    }

    /// <returns>False when nothing waits.</returns>
    private async Task<bool> SendOldestAsync(BrokerConnection up, long replayedUpTo, CancellationToken cancellationToken)
    {
        OutboxMessage? next;
        lock (access)
        {
            next = waiting.ElementAtOrDefault(isFirstAcknowledged ? 1 : 0);
        }

        if (next is not null)
        {
            await SendAsync(up, envelope.For(next, next.Place <= replayedUpTo), cancellationToken);
            Confirm();
            isFirstAcknowledged = true;
            return true;
        }

        if (isFirstAcknowledged)
        {
            await up.PingAsync(cancellationToken);
            Confirm();
        }

        return false;
    }

    private void Confirm()
    {
        lock (access)
        {
            if (isFirstAcknowledged)
            {
                waiting.RemoveAt(0);
                isFirstAcknowledged = false;
            }
        }
    }

    private async Task SendAsync(BrokerConnection up, MqttApplicationMessage message, CancellationToken cancellationToken)
    {
        log.Sending(message);
        var answer = await up.PublishAsync(message, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw new InvalidOperationException($"the broker refuses {message.Topic}: {answer.ReasonCode}");
        }
    }
}
