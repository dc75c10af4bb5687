using System.Net;
using System.Text.Json;
using EdgeAgent.Pipeline;
using EdgeAgent.Uplink.Commands;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.StatusPage;

public sealed class RemoteEndpointsTests
{
    [Test]
    public async Task Pause_FromThePage_IsOnUntilResumed()
    {
        await using var page = await ServedPage.StartAsync();

        using var paused = await page.PostAsync("/api/remote/pause", """{"minutes":60}""");
        var pause = page.Viewing.Pause;
        using var resumed = await page.PostAsync("/api/remote/resume", "{}");

        Assert.That((paused.StatusCode, resumed.StatusCode), Is.EqualTo((HttpStatusCode.NoContent, HttpStatusCode.NoContent)));
        Assert.That(pause!.Until - pause.Since, Is.EqualTo(TimeSpan.FromHours(1)));
        Assert.That(page.Viewing.Pause, Is.Null);
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("""{"minutes":0}""")]
    [TestCase("""{"minutes":721}""")]
    [TestCase("""{"minutes":60,"camera":"hall"}""")]
    public async Task Pause_BodyThatIsNone_IsToldWhatItMustBe(string body)
    {
        await using var page = await ServedPage.StartAsync();

        using var answer = await page.PostAsync("/api/remote/pause", body);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("whole number N from 1 to 720"));
        Assert.That(page.Viewing.Pause, Is.Null);
    }

    [Test]
    public async Task Status_CentreLooksAndHasAsked_ShowsBothToTheOwner()
    {
        await using var page = await ServedPage.StartAsync();
        page.Post("hall", "豆浆间", CameraState.Watching);
        var now = TimeProvider.System.GetUtcNow();
        using var look = page.Viewing.TryBegin(new RemoteView("live", "b", "hall", now, now.AddMinutes(1)), out _);
        page.Commands.End(page.Commands.Begin("a", "snapshot", now, null), CommandAnswer.Refused("not now"), now);
        page.Commands.Begin("b", "live", now, ReplyState.Accepted);

        using var status = JsonDocument.Parse(await page.Http.GetStringAsync("/api/status"));
        var remote = status.RootElement.GetProperty("remote");

        Assert.That(remote.GetProperty("pausedUntil").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(remote.GetProperty("viewing").GetProperty("cameraName").GetString(), Is.EqualTo("豆浆间"));
        Assert.That(
            remote.GetProperty("commands").EnumerateArray().Select(command => (command.GetProperty("name").GetString(), command.GetProperty("state").GetString(), command.GetProperty("reason").GetString())),
            Is.EqualTo(new[] { ("live", "accepted", null), ("snapshot", "refused", "not now") }));
    }
}
