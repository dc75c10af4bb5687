using Prometheus;

namespace EdgeAgent.Uplink;

/// <summary>What the uplink counts for Prometheus. What waits and whether there is a connection is read from its owners elsewhere.</summary>
public sealed class UplinkMetrics
{
    private readonly Counter published;
    private readonly Counter reconnects;
    private readonly Counter gaveWay;
    private readonly Summary captureToAcknowledged;

    public UplinkMetrics(CollectorRegistry registry)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        published = metrics.CreateCounter("edgeagent_published_total", "Messages of the outbox acknowledged by the broker", "kind");
        reconnects = metrics.CreateCounter("edgeagent_broker_reconnects_total", "Connections to the broker after the first");
        gaveWay = metrics.CreateCounter("edgeagent_broker_rival_waits_total", "Times the box stayed away because another is connected under its name");
        captureToAcknowledged = metrics.CreateSummary(
            "edgeagent_capture_to_acknowledged_seconds",
            "From the picture that opened an incident to the broker's acknowledgement; what had to wait for a connection is left out",
            new SummaryConfiguration { Objectives = [new(0.5, 0.02), new(0.95, 0.005)] });
    }

    internal void Reconnected() => reconnects.Inc();

    internal void GaveWay() => gaveWay.Inc();

    internal void Acknowledged(string kind) => published.WithLabels(kind).Inc();

    internal void OpenedAcknowledged(TimeSpan sinceCapture) => captureToAcknowledged.Observe(sinceCapture.TotalSeconds);
}
