using System.Net;
using System.Text;
using System.Text.Json;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Evidence;
using EdgeAgent.Tests.Detection;

namespace EdgeAgent.Tests.StatusPage;

public sealed class EnrolmentEndpointsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Get_NothingTaught_SaysWhatIsNeededAndWhatJudges()
    {
        await using var page = await ServedPage.StartAsync();

        var heads = JsonDocument.Parse(await page.Http.GetStringAsync("/api/enrolment")).RootElement.EnumerateArray()
            .Select(head => (head.GetProperty("head").GetString(), head.GetProperty("needed").GetBoolean(), head.GetProperty("state").GetString()));

        Assert.That(heads, Is.EqualTo(new[]
        {
            ("workwear", true, "notTaught"), ("hat", true, "shipped"), ("mask", false, "shipped"), ("gloves", false, "shipped"), ("container", false, "notTaught"),
        }));
    }

    [Test]
    public async Task Mark_CropOfTheShelf_IsAnExampleWithItsPictureUntilUnmarked()
    {
        await using var page = await ServedPage.StartAsync();
        var id = page.Shelve(track: 1);

        Assert.That(await MarkAsync(page, id.Text, "bad"), Is.EqualTo(HttpStatusCode.NoContent));
        var marked = await HeadAsync(page);
        using var picture = await page.Http.GetAsync(marked.GetProperty("examples")[0].GetProperty("picture").GetString());
        Assert.That(marked.GetProperty("crops").GetArrayLength(), Is.Zero);
        Assert.That(marked.GetProperty("examples")[0].GetProperty("mark").GetString(), Is.EqualTo("bad"));
        Assert.That(marked.GetProperty("head").GetProperty("bad").GetInt32(), Is.EqualTo(1));
        Assert.That(picture.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/jpeg"));

        Assert.That(await MarkAsync(page, id.Text, "none"), Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await HeadAsync(page)).GetProperty("crops").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task Teach_TooFewThenEnough_IsRefusedThenTaughtThenForgotten()
    {
        ShippedModels.Demand(CropFeatures.ModelName);
        await using var page = await ServedPage.StartAsync();

        using var refused = await page.PostAsync("/api/enrolment/workwear/teach", "{}");
        Assert.That(JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement.GetProperty("refusal").GetString(), Is.EqualTo("tooFew"));

        for (var track = 0; track < 24; track++)
        {
            await MarkAsync(page, page.Shelve(track).Text, track % 2 == 0 ? "good" : "bad");
        }

        using var taught = await page.PostAsync("/api/enrolment/workwear/teach", "{}");
        var outcome = JsonDocument.Parse(await taught.Content.ReadAsStringAsync()).RootElement;
        var head = (await HeadAsync(page)).GetProperty("head");
        Assert.That((outcome.GetProperty("refusal").ValueKind, outcome.GetProperty("version").GetInt32()), Is.EqualTo((JsonValueKind.Null, 1)));
        Assert.That(head.GetProperty("state").GetString(), Is.EqualTo("taught"));
        Assert.That(head.GetProperty("figures").GetProperty("good").GetInt32(), Is.EqualTo(12));

        Assert.That(await DeleteAsync(page), Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await HeadAsync(page)).GetProperty("head").GetProperty("state").GetString(), Is.EqualTo("notTaught"));
        Assert.That(await DeleteAsync(page), Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("/api/enrolment/shoes")]
    [TestCase("/api/enrolment/workwear/crops/0123456789abcdef")]
    [TestCase("/api/enrolment/workwear/crops/..%2F..%2Fagent.db")]
    [TestCase("/api/enrolment/..%2Fworkwear")]
    public async Task Get_WhatIsNone_IsNotFound(string address)
    {
        await using var page = await ServedPage.StartAsync();

        using var answer = await page.Http.GetAsync(address);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""{"crop":"0123456789abcdef"}""")]
    [TestCase("""{"crop":null,"mark":"good"}""")]
    [TestCase("""{"crop":"0123456789abcdef","mark":"fine"}""")]
    [TestCase("""{"crop":"0123456789abcdef","mark":1}""")]
    [TestCase("""{"crop":"0123456789abcdef","mark":"good","head":"hat"}""")]
    public async Task Mark_BodyThatIsNone_IsToldWhatItMustBe(string body)
    {
        await using var page = await ServedPage.StartAsync();

        using var answer = await page.PostAsync("/api/enrolment/workwear/marks", body);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("The body must be").And.Contain("none"));
    }

    [TestCase("/api/enrolment/workwear/marks", """{"crop":"0123456789abcdef","mark":"good"}""")]
    [TestCase("/api/enrolment/workwear/teach", "{}")]
    [TestCase("/api/incidents/a1/verdict", """{"verdict":"rejected"}""")]
    public async Task Post_RandomBytes_NeverChangeAnythingAndAreNeverAnErrorOfTheAgent(string address, string right)
    {
        await using var page = await ServedPage.StartAsync();
        var random = new Random(20260504);
        for (var round = 0; round < 200; round++)
        {
            var body = Encoding.UTF8.GetBytes(right);
            for (var i = 0; i <= random.Next(4); i++)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            using var answer = await page.PostAsync(address, body);

            // Blanks may have stayed blanks, and a name may have become another name.
            Assert.That(
                answer.StatusCode,
                Is.AnyOf(HttpStatusCode.BadRequest, HttpStatusCode.NotFound).Or.EqualTo(address.EndsWith("teach", StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.NotFound),
                Convert.ToHexString(body));
        }

        Assert.That(page.Teaching.Examples.Of("workwear"), Is.Empty);
    }

    [Test]
    public async Task Post_BodyOfAMegabyte_IsNotRead()
    {
        await using var page = await ServedPage.StartAsync();
        foreach (var address in new[] { "/api/enrolment/workwear/marks", "/api/incidents/a1/verdict" })
        {
            using var answer = await page.PostAsync(address, new string(' ', 1_000_000));

            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge), address);
        }
    }

    [TestCase("POST", "/api/enrolment/workwear/teach")]
    [TestCase("POST", "/api/incidents/a1/verdict")]
    [TestCase("DELETE", "/api/enrolment/workwear")]
    public async Task Change_NotFromThePage_IsRefused(string method, string address)
    {
        await using var page = await ServedPage.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Add("Origin", "http://evil.example");

        using var answer = await page.Http.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Verdict_OfAnIncident_IsKeptAndShownInTheList()
    {
        await using var page = await ServedPage.StartAsync();
        page.Keep("a1", "no_hat", Noon);

        using var done = await page.PostAsync("/api/incidents/a1/verdict", """{"verdict":"rejected"}""");
        using var none = await page.PostAsync("/api/incidents/a2/verdict", """{"verdict":"rejected"}""");

        var shown = JsonDocument.Parse(await page.Http.GetStringAsync("/api/incidents")).RootElement[0];
        Assert.That((done.StatusCode, none.StatusCode), Is.EqualTo((HttpStatusCode.NoContent, HttpStatusCode.NotFound)));
        Assert.That((shown.GetProperty("verdict").GetString(), shown.GetProperty("verdictBy").GetString()), Is.EqualTo(("rejected", "owner")));

        page.Verdicts.Give("a1", Finding.Confirmed, VerdictGiver.Office);
        using var late = await page.PostAsync("/api/incidents/a1/verdict", """{"verdict":"rejected"}""");
        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
    }

    private static async Task<HttpStatusCode> MarkAsync(ServedPage page, string crop, string mark)
    {
        using var answer = await page.PostAsync("/api/enrolment/workwear/marks", $$"""{"crop":"{{crop}}","mark":"{{mark}}"}""");
        return answer.StatusCode;
    }

    private static async Task<JsonElement> HeadAsync(ServedPage page) =>
        JsonDocument.Parse(await page.Http.GetStringAsync("/api/enrolment/workwear")).RootElement;

    private static async Task<HttpStatusCode> DeleteAsync(ServedPage page)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/enrolment/workwear") { Content = new ByteArrayContent([]) };
        request.Headers.Add("Origin", page.Address.GetLeftPart(UriPartial.Authority));
        request.Content.Headers.ContentType = new("application/json");
        using var answer = await page.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
