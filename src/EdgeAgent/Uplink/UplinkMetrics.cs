using System.Text.Json;
using EdgeAgent.Uplink.Contract;
using Prometheus;

namespace EdgeAgent.Uplink;

/// <summary>What the uplink counts for Prometheus. What waits and whether there is a connection is read from its owners elsewhere.</summary>
public sealed class UplinkMetrics
{
    private readonly Counter published;
    private readonly Counter publishedBytes;
    private readonly Counter reconnects;
    private readonly Counter gaveWay;
    private readonly Summary captureToAcknowledged;
    private readonly Counter commands;
    private readonly Counter repliesDropped;

    public UplinkMetrics(CollectorRegistry registry)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        published = metrics.CreateCounter("edgeagent_published_total", "Messages of the outbox acknowledged by the broker", "kind");
        publishedBytes = metrics.CreateCounter("edgeagent_published_bytes_total", "Size of their bodies", "kind");
        reconnects = metrics.CreateCounter("edgeagent_broker_reconnects_total", "Connections to the broker after the first");
        commands = metrics.CreateCounter(
            "edgeagent_commands_total", "Commands of the centre, by how they were answered; repeated, limited and ignored ones were not carried out", "command", "outcome");
        repliesDropped = metrics.CreateCounter("edgeagent_command_replies_dropped_total", "Answers to commands that waited too long for a connection");
        gaveWay = metrics.CreateCounter("edgeagent_broker_rival_waits_total", "Times the box stayed away because another is connected under its name");
        captureToAcknowledged = metrics.CreateSummary(
            "edgeagent_capture_to_acknowledged_seconds",
            "From the picture that opened an incident to the broker's acknowledgement; what had to wait for a connection is left out",
            new SummaryConfiguration { Objectives = [new(0.5, 0.02), new(0.95, 0.005)] });
    }

    internal void Reconnected() => reconnects.Inc();

    internal void Commanded(string command, ReplyState outcome) => Commanded(command, JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString()));

    /// <param name="outcome">Of one that was not carried out.</param>
    internal void Commanded(string command, string outcome) => commands.WithLabels(command, outcome).Inc();

    internal void ReplyDropped() => repliesDropped.Inc();

    internal void Acknowledged(string kind, long bytes)
    {
        published.WithLabels(kind).Inc();
        publishedBytes.WithLabels(kind).Inc(bytes);
    }

    internal void GaveWay() => gaveWay.Inc();

    internal void OpenedAcknowledged(TimeSpan sinceCapture) => captureToAcknowledged.Observe(sinceCapture.TotalSeconds);
}
