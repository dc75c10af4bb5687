using System.Net;
using System.Text.Json;

namespace EdgeAgent.Tests.StatusPage;

[Parallelizable(ParallelScope.Self)]
public sealed class RectificationEndpointsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Post_AnswerToAnIncident_IsKeptAndShownInTheList()
    {
        await using var page = await ServedPage.StartAsync();
        page.Keep("a1", "dirty_floor", Noon);

        using var done = await page.PostAsync("/api/incidents/a1/rectification", """{"answer":"fixed","text":" 扫干净了 "}""");
        using var none = await page.PostAsync("/api/incidents/a2/rectification", """{"answer":"fixed","text":""}""");

        var shown = JsonDocument.Parse(await page.Http.GetStringAsync("/api/incidents")).RootElement[0];
        Assert.That((done.StatusCode, none.StatusCode), Is.EqualTo((HttpStatusCode.NoContent, HttpStatusCode.NotFound)));
        Assert.That((shown.GetProperty("rectification").GetString(), shown.GetProperty("rectificationText").GetString()), Is.EqualTo(("fixed", "扫干净了")));
        Assert.That(page.Evidence.Find("a1")!.Rectification!.Picture, Is.Not.Null);
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("""{"answer":"fixed"}""")]
    [TestCase("""{"answer":"fixed","text":null}""")]
    [TestCase("""{"answer":"burnt","text":""}""")]
    [TestCase("""{"answer":1,"text":""}""")]
    [TestCase("""{"answer":"fixed","text":"","more":1}""")]
    public async Task Post_AnotherBody_IsRefusedWithTheRightForm(string body)
    {
        await using var page = await ServedPage.StartAsync();
        page.Keep("a1", "dirty_floor", Noon);

        using var answer = await page.PostAsync("/api/incidents/a1/rectification", body);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("acknowledged"));
        Assert.That(page.Evidence.Find("a1")!.Rectification, Is.Null);
    }

    [TestCase(500, HttpStatusCode.NoContent)]
    [TestCase(501, HttpStatusCode.BadRequest)]
    [TestCase(5000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Post_TextOfSomeLength_IsTakenUpToTheLimit(int length, HttpStatusCode expected)
    {
        await using var page = await ServedPage.StartAsync();
        page.Keep("a1", "dirty_floor", Noon);

        using var answer = await page.PostAsync("/api/incidents/a1/rectification", $$"""{"answer":"disputed","text":"{{new string('字', length)}}"}""");

        Assert.That(answer.StatusCode, Is.EqualTo(expected));
    }
}
