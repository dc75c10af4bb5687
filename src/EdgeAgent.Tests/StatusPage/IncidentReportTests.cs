using System.Net;
using System.Text.Json;
using EdgeAgent.Pipeline;

namespace EdgeAgent.Tests.StatusPage;

public sealed class IncidentReportTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 3, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Incidents_SeveralKept_NewestFirstAndNoMoreThanAskedFor()
    {
        await using var page = await ServedPage.StartAsync();
        page.Keep("old", "animal", Noon);
        page.Keep("newest", "animal", Noon.AddHours(2));
        page.Keep("middle", "animal", Noon.AddHours(1));

        var incidents = await IncidentsAsync(page, "?limit=2");

        Assert.That(incidents.Select(incident => incident.GetProperty("id").GetString()), Is.EqualTo(["newest", "middle"]));
    }

    [Test]
    public async Task Incidents_ClosedWithPicture_HasTitlesTimesAndAddresses()
    {
        await using var page = await ServedPage.StartAsync();
        page.Post("hall", "大厅", CameraState.Watching);
        page.Keep("a", "intrusion", Noon);

        var incident = (await IncidentsAsync(page)).Single();

        Assert.That(incident.GetProperty("title").GetProperty("zh").GetString(), Is.EqualTo("非工作时间人员进入"));
        Assert.That(incident.GetProperty("title").GetProperty("en").GetString(), Is.EqualTo("Person inside outside working hours"));
        Assert.That(incident.GetProperty("cameraName").GetString(), Is.EqualTo("大厅"));
        Assert.That(incident.GetProperty("severity").GetString(), Is.EqualTo("serious"));
        Assert.That(incident.GetProperty("started").GetDateTimeOffset(), Is.EqualTo(Noon));
        Assert.That(incident.GetProperty("ended").GetDateTimeOffset(), Is.EqualTo(Noon.AddSeconds(90)));
        Assert.That(incident.GetProperty("picture").GetString(), Is.EqualTo("/pictures/a"));
        Assert.That(incident.GetProperty("thumbnail").GetString(), Is.EqualTo("/pictures/a/thumbnail"));
    }

    [Test]
    public async Task Incidents_OpenWithoutPictureOfAnUnknownRule_IsStillShown()
    {
        await using var page = await ServedPage.StartAsync();
        page.Keep("a", "rule_of_tomorrow", Noon, open: true, picture: false);

        var incident = (await IncidentsAsync(page)).Single();

        Assert.That(incident.GetProperty("title").GetProperty("zh").GetString(), Is.EqualTo("rule_of_tomorrow"));
        Assert.That(incident.GetProperty("cameraName").GetString(), Is.EqualTo("hall"), "a camera no longer there goes by its id");
        Assert.That(incident.GetProperty("ended").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(incident.GetProperty("picture").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task Incidents_OfOneCameraAndSpan_AreThoseThatBeganInIt()
    {
        await using var page = await ServedPage.StartAsync();
        page.Keep("before", "animal", Noon.AddSeconds(-1));
        page.Keep("first", "animal", Noon);
        page.Keep("second", "animal", Noon.AddHours(2));
        page.Keep("after", "animal", Noon.AddHours(3));

        const string Span = "&from=2026-05-03T12:00:00Z&to=2026-05-03T23:00:00%2B08:00";

        Assert.That((await IncidentsAsync(page, $"?camera=hall{Span}")).Select(incident => incident.GetProperty("id").GetString()), Is.EqualTo(["second", "first"]));
        Assert.That(await IncidentsAsync(page, $"?camera=store{Span}"), Is.Empty);
        using var answer = await page.Http.GetAsync("/api/incidents?camera=hall&from=yesterday");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [TestCase("0")]
    [TestCase("201")]
    [TestCase("-1")]
    [TestCase("many")]
    [TestCase("99999999999999999999")]
    public async Task Incidents_LimitOutOfRange_IsRefusedWithTheRange(string limit)
    {
        await using var page = await ServedPage.StartAsync();

        using var answer = await page.Http.GetAsync($"/api/incidents?limit={limit}");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("from 1 to 200"));
    }

    private static async Task<List<JsonElement>> IncidentsAsync(ServedPage page, string query = "") =>
        [.. JsonDocument.Parse(await page.Http.GetStringAsync($"/api/incidents{query}")).RootElement.EnumerateArray()];
}
