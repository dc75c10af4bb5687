using EdgeAgent.Evidence;
using EdgeAgent.Pipeline;
using EdgeAgent.Uplink;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.StatusPage;

public sealed class AgentMetricsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 3, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Metrics_Scraped_ShowTheFiguresOfThatMoment()
    {
        var time = new FakeTimeProvider(Noon);
        await using var page = await ServedPage.StartAsync(time);
        page.Post("hall", "", CameraState.Stalled, frames: 41);
        _ = await page.Http.GetStringAsync("/metrics");
        page.Post("hall", "", CameraState.Watching, frames: 42);
        page.Keep("a", "animal", Noon, open: true);
        page.Keep("b", "animal", Noon);
        page.Outbox = new OutboxFigures(12, Noon, 3, 99, Thumbnails: 5);
        page.Queue.Pause.Begin(TimeSpan.FromHours(1));
        page.Clock = page.Clock with { IsSure = false };
        await File.WriteAllTextAsync(Path.Combine(page.Folder, "coverage"), "no folder");
        page.Coverage.Mark("hall", Noon, Noon.AddSeconds(1), CoverageState.Watched);
        time.Advance(TimeSpan.FromMinutes(3));

        var lines = (await page.Http.GetStringAsync("/metrics")).Split('\n');

        Assert.That(lines, Is.SupersetOf(new[]
        {
            "edgeagent_camera_state{camera=\"hall\",state=\"watching\"} 1",
            "edgeagent_camera_state{camera=\"hall\",state=\"stalled\"} 0",
            "edgeagent_camera_state{camera=\"hall\",state=\"covered\"} 0",
            "edgeagent_camera_state_seconds{camera=\"hall\"} 180",
            "edgeagent_camera_frames_per_second{camera=\"hall\"} 4.96",
            "edgeagent_camera_frames_total{camera=\"hall\"} 42",
            "edgeagent_camera_dropped_frames_total{camera=\"hall\"} 2",
            "edgeagent_camera_inferences_total{camera=\"hall\"} 3",
            "edgeagent_camera_restarts_total{camera=\"hall\"} 1",
            "edgeagent_incidents_stored{rule=\"animal\"} 2",
            "edgeagent_incidents_open{rule=\"animal\"} 1",
            "edgeagent_incidents_open{rule=\"intrusion\"} 0",
            "edgeagent_outbox_messages 12",
            "edgeagent_outbox_waiting_messages{kind=\"incident\"} 7",
            "edgeagent_outbox_waiting_messages{kind=\"thumbnail\"} 5",
            "edgeagent_outbox_paused 1",
            "edgeagent_outbox_oldest_seconds 180",
            "edgeagent_outbox_set_aside_messages 3",
            "edgeagent_broker_connected 1",
            "edgeagent_coverage_failures_total 1",
            "edgeagent_clock_sure 0",
        }));
        Assert.That(lines, Has.Some.StartsWith("process_cpu_seconds_total "));
    }
}
