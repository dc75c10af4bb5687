using System.Text.Json;
using EdgeAgent.Geometry;
using EdgeAgent.Pipeline;
using EdgeAgent.Recording;
using EdgeAgent.Tracking;
using EdgeAgent.Uplink;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.StatusPage;

public sealed class StatusReportTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 3, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Status_CameraWithPeople_IsToldWithItsFigures()
    {
        await using var page = await ServedPage.StartAsync(new FakeTimeProvider(Noon));
        var person = new Track(1, "person", Box.Whole, 0.9, Noon, Noon);
        page.Post("hall", "大厅", CameraState.Watching, frames: 70, tracks: [person, person with { Id = 2 }]);
        page.Post("yard", "", CameraState.LoginRefused, reason: "401 Unauthorized");

        var cameras = (await StatusAsync(page)).GetProperty("cameras");

        Assert.That(cameras[0].GetProperty("name").GetString(), Is.EqualTo("大厅"));
        Assert.That(cameras[0].GetProperty("state").GetString(), Is.EqualTo("watching"));
        Assert.That(cameras[0].GetProperty("framesPerSecond").GetDouble(), Is.EqualTo(5.0));
        Assert.That(cameras[0].GetProperty("frames").GetInt64(), Is.EqualTo(70));
        Assert.That(cameras[0].GetProperty("inView").GetProperty("person").GetInt32(), Is.EqualTo(2));
        Assert.That(cameras[0].GetProperty("looks").ToString(), Is.EqualTo("""{"judged":0,"unsure":0,"unfit":0}"""));
        Assert.That(cameras[1].GetProperty("name").GetString(), Is.EqualTo("yard"), "a camera without a name goes by its id");
        Assert.That(cameras[1].GetProperty("state").GetString(), Is.EqualTo("loginRefused"));
        Assert.That(cameras[1].GetProperty("reason").GetString(), Is.EqualTo("401 Unauthorized"));
    }

    [Test]
    public async Task Status_LinkAndOutbox_AreToldAsTheyStand()
    {
        var time = new FakeTimeProvider(Noon);
        await using var page = await ServedPage.StartAsync(time);
        page.Outbox = new OutboxFigures(12, Noon, 3, 99, Thumbnails: 5);
        page.Queue.Pause.Begin(TimeSpan.FromHours(1));
        page.Link = new LinkStatus(false, Noon, "connection refused");
        time.Advance(TimeSpan.FromMinutes(3));

        var status = await StatusAsync(page);

        Assert.That(status.GetProperty("site").GetString(), Is.EqualTo("Lao Wang Tofu"));
        Assert.That(status.GetProperty("timeZone").GetString(), Is.EqualTo("Asia/Shanghai"));
        Assert.That(status.GetProperty("version").GetString(), Is.EqualTo("1.2.3"));
        Assert.That(status.GetProperty("time").GetDateTimeOffset(), Is.EqualTo(Noon.AddMinutes(3)));
        Assert.That(status.GetProperty("startedAt").GetDateTimeOffset(), Is.EqualTo(Noon));
        Assert.That(status.GetProperty("outbox").GetRawText(), Is.EqualTo("""{"count":12,"oldest":"2026-05-03T12:00:00+00:00","setAside":3,"thumbnails":5,"pausedUntil":"2026-05-03T13:00:00+00:00","lastSetAside":[]}"""));
        Assert.That(status.GetProperty("link").GetProperty("connected").GetBoolean(), Is.False);
        Assert.That(status.GetProperty("disk").GetProperty("freeBytes").GetInt64(), Is.Positive);
    }

    [Test]
    public async Task Status_SomethingGoesOn_IsToldNewestFirst()
    {
        await using var page = await ServedPage.StartAsync();
        page.Keep("a", "intrusion", Noon, open: true);
        page.Keep("b", "animal", Noon.AddHours(1), open: true);
        page.Keep("c", "animal", Noon);

        var open = (await StatusAsync(page)).GetProperty("openIncidents");

        Assert.That(open.EnumerateArray().Select(incident => incident.GetProperty("rule").GetString()), Is.EqualTo(["animal", "intrusion"]));
        Assert.That(open[0].GetProperty("title").GetProperty("zh").GetString(), Is.EqualTo("动物进入"));
        Assert.That(open[0].GetProperty("cameraName").GetString(), Is.EqualTo("hall"));
    }

    [Test]
    public async Task Status_Recordings_AreToldWithWhatWasGivenUpAndWhyACameraIsNotRecorded()
    {
        await using var page = await ServedPage.StartAsync();
        page.Post("hall", "大厅", CameraState.Watching);
        page.Recording = new RecordingState(RecordingActivity.DiskFull, "no room left", TimeSpan.FromSeconds(9));
        page.Kept = new RetentionStatus(
            new Dictionary<string, RecordedFigures> { ["hall"] = new(4_000, Noon), ["old"] = new(2_000, Noon.AddDays(-1)) },
            new Dictionary<string, TimeSpan> { ["hall"] = TimeSpan.FromMinutes(2), ["old"] = TimeSpan.FromMinutes(1) },
            null);

        var status = await StatusAsync(page);

        Assert.That(status.GetProperty("recordings").GetRawText(), Is.EqualTo("""{"bytes":6000,"oldest":"2026-05-02T12:00:00+00:00","givenUpSeconds":180,"problem":null}"""));
        Assert.That(status.GetProperty("cameras")[0].GetProperty("recording").GetString(), Is.EqualTo("diskFull"));
        Assert.That(status.GetProperty("cameras")[0].GetProperty("recordingReason").GetString(), Is.EqualTo("no room left"));
        var metrics = await page.Http.GetStringAsync("/metrics");
        Assert.That(metrics, Does.Contain("edgeagent_camera_recording{camera=\"hall\"} 0").And.Contain("edgeagent_recordings_bytes{camera=\"old\"} 2000"));
        Assert.That(metrics, Does.Contain("edgeagent_recordings_given_up_seconds_total{camera=\"old\"} 60").And.Contain("edgeagent_camera_recording_lost_seconds_total{camera=\"hall\"} 9"));
    }

    private static async Task<JsonElement> StatusAsync(ServedPage page) =>
        JsonDocument.Parse(await page.Http.GetStringAsync("/api/status")).RootElement;
}
