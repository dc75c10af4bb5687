using LiteDB;
using Prometheus;

namespace EdgeAgent.Uplink;

/// <summary>Figures of the uplink for Prometheus.</summary>
public sealed class UplinkMetrics
{
    private readonly Counter published;
    private readonly Counter reconnects;
    private readonly Gauge connected;
    private readonly Summary captureToAcknowledged;

    public UplinkMetrics(Outbox outbox, TimeProvider time, CollectorRegistry registry)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        published = metrics.CreateCounter("edgeagent_published_total", "Messages acknowledged by the broker.", "kind");
        reconnects = metrics.CreateCounter("edgeagent_uplink_reconnects_total", "Connections to the broker after the first.");
        connected = metrics.CreateGauge("edgeagent_uplink_connected", "1 while connected to the broker.");
        captureToAcknowledged = metrics.CreateSummary(
            "edgeagent_capture_to_acknowledged_seconds",
            "From the picture that opened an incident to the broker's acknowledgement; what had waited for a connection is left out.",
            new SummaryConfiguration { Objectives = [new(0.5, 0.02), new(0.95, 0.005)] });

        var depth = metrics.CreateGauge("edgeagent_outbox_messages", "Messages that wait for the broker.");
        var age = metrics.CreateGauge("edgeagent_outbox_oldest_seconds", "How long the oldest of them has waited.");
        var setAside = metrics.CreateGauge("edgeagent_outbox_set_aside_messages", "Messages that the broker refused for good.");
        registry.AddBeforeCollectCallback(() =>
        {
            try
            {
                var figures = outbox.Figures();
                depth.Set(figures.Count);
                age.Set(figures.Oldest is { } oldest ? Math.Max(0, (time.GetUtcNow() - oldest).TotalSeconds) : 0);
                setAside.Set(figures.SetAside);
            }
            catch (Exception error) when (error is LiteException or ObjectDisposedException)
            {
                // A broken database must not hide the other figures; the publisher reports it.
            }
        });
    }

    internal void Connected(bool first)
    {
        connected.Set(1);
        if (!first)
        {
            reconnects.Inc();
        }
    }

    internal void Disconnected() => connected.Set(0);

    internal void Acknowledged(string kind) => published.WithLabels(kind).Inc();

    internal void OpenedAcknowledged(TimeSpan sinceCapture) => captureToAcknowledged.Observe(sinceCapture.TotalSeconds);
}
