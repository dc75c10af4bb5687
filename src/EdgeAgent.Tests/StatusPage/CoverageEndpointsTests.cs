using System.Net;
using System.Text.Json;
using EdgeAgent.Evidence;
using EdgeAgent.Pipeline;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.StatusPage;

public sealed class CoverageEndpointsTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(8));

    [Test]
    public async Task Coverage_Today_IsToldInSecondsAndSpansUpToNow()
    {
        await using var page = await ServedPage.StartAsync(new FakeTimeProvider(Midnight.AddSeconds(100)));
        page.Post("hall", "大厅", CameraState.Watching);
        page.Coverage.Mark("hall", Midnight.AddSeconds(10), Midnight.AddSeconds(30), CoverageState.Watched);
        page.Coverage.Mark("hall", Midnight.AddSeconds(30), Midnight.AddSeconds(40), CoverageState.ClockUnsure);
        page.Coverage.Add("hall", Midnight.AddSeconds(20), Midnight.AddSeconds(30), CoverageMarks.Recorded | CoverageMarks.Activity);

        var text = await page.Http.GetStringAsync("/api/coverage?camera=hall&day=2026-03-01");

        Assert.That(text, Is.EqualTo(string.Concat(
            "{'camera':'hall','day':'2026-03-01','dayStart':'2026-02-28T16:00:00+00:00',",
            "'seconds':{'watched':20,'down':70,'covered':0,'paused':0,'clockUnsure':10},'spans':[",
            "{'from':0,'to':10,'state':'down','recorded':false,'givenUp':false,'activity':false},",
            "{'from':10,'to':20,'state':'watched','recorded':false,'givenUp':false,'activity':false},",
            "{'from':20,'to':30,'state':'watched','recorded':true,'givenUp':false,'activity':true},",
            "{'from':30,'to':40,'state':'clockUnsure','recorded':false,'givenUp':false,'activity':false},",
            "{'from':40,'to':100,'state':'down','recorded':false,'givenUp':false,'activity':false}]}").Replace('\'', '"')));
    }

    [TestCase("", HttpStatusCode.BadRequest)]
    [TestCase("?camera=hall", HttpStatusCode.BadRequest)]
    [TestCase("?day=2026-03-01", HttpStatusCode.BadRequest)]
    [TestCase("?camera=../hall&day=2026-03-01", HttpStatusCode.BadRequest)]
    [TestCase("?camera=hall%0A&day=2026-03-01", HttpStatusCode.BadRequest)]
    [TestCase("?camera=hall&day=01.03.2026", HttpStatusCode.BadRequest)]
    [TestCase("?camera=hall&day=2026-02-30", HttpStatusCode.BadRequest)]
    [TestCase("?camera=hall&day=0001-01-01", HttpStatusCode.BadRequest)]
    [TestCase("?camera=hall&day=9999-12-31", HttpStatusCode.BadRequest)]
    [TestCase("?camera=nobody&day=2026-03-01", HttpStatusCode.NotFound)]
    [TestCase("?camera=hall&day=2020-03-01", HttpStatusCode.OK, Description = "nobody was watching")]
    [TestCase("?camera=hall&day=2040-03-01", HttpStatusCode.OK, Description = "still to come")]
    public async Task Coverage_Asked_AnswersWhatFits(string query, HttpStatusCode expected)
    {
        await using var page = await ServedPage.StartAsync();
        page.Post("hall", "大厅", CameraState.Watching);

        using var answer = await page.Http.GetAsync($"/api/coverage{query}");

        Assert.That(answer.StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task Coverage_CameraThatWasTakenOut_IsKnownOnItsDays()
    {
        await using var page = await ServedPage.StartAsync();
        page.Coverage.Mark("old", Midnight, Midnight.AddSeconds(10), CoverageState.Watched);

        using var answer = await page.Http.GetAsync("/api/coverage?camera=old&day=2026-03-01");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Status_Today_IsReadAtMostEvery30Seconds()
    {
        var time = new FakeTimeProvider(Midnight.AddSeconds(100));
        await using var page = await ServedPage.StartAsync(time);
        page.Post("hall", "大厅", CameraState.Watching);
        page.Coverage.Mark("hall", Midnight, Midnight.AddSeconds(90), CoverageState.Watched);
        Assert.That(await TodayAsync(page), Is.EqualTo("""{"watchedSeconds":90,"elapsedSeconds":100}"""));

        page.Coverage.Mark("hall", Midnight.AddSeconds(90), Midnight.AddSeconds(99), CoverageState.Watched);
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.That(await TodayAsync(page), Is.EqualTo("""{"watchedSeconds":90,"elapsedSeconds":100}"""));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await TodayAsync(page), Is.EqualTo("""{"watchedSeconds":99,"elapsedSeconds":130}"""));
    }

    private static async Task<string> TodayAsync(ServedPage page) =>
        JsonDocument.Parse(await page.Http.GetStringAsync("/api/status")).RootElement.GetProperty("cameras")[0].GetProperty("today").GetRawText();
}
