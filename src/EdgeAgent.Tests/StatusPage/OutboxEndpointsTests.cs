using System.Net;
using EdgeAgent.Uplink;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.StatusPage;

public sealed class OutboxEndpointsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 3, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Post_PauseAndResume_AreCarriedOut()
    {
        await using var page = await ServedPage.StartAsync(new FakeTimeProvider(Noon));

        Assert.That(await StatusOfAsync(page, "pause", """{"minutes":720}"""), Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(page.Queue.Pause.Until, Is.EqualTo(Noon.AddHours(12)));

        Assert.That(await StatusOfAsync(page, "resume", "{}"), Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(page.Queue.Pause.Until, Is.Null);
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("""{"minutes":0}""")]
    [TestCase("""{"minutes":721}""")]
    [TestCase("""{"minutes":"60"}""")]
    [TestCase("""{"minutes":60,"forever":true}""")]
    public async Task Pause_BodyThatIsNone_IsToldWhatItMustBe(string body)
    {
        await using var page = await ServedPage.StartAsync();

        using var answer = await page.PostAsync("/api/outbox/pause", body);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("from 1 to 720"));
        Assert.That(page.Queue.Pause.Until, Is.Null);
    }

    [Test]
    public async Task Retry_MessagesSetAside_WaitAgain()
    {
        await using var page = await ServedPage.StartAsync();
        page.Keep("a", "animal", Noon, open: true);
        foreach (var message in page.Queue.Read(0, OutboxPlace.Last, 9))
        {
            page.Queue.SetAside.Add(message, "too large");
        }

        Assert.That(page.Queue.Figures(), Has.Property(nameof(OutboxFigures.Count)).Zero.And.Property(nameof(OutboxFigures.SetAside)).EqualTo(2));
        Assert.That(await StatusOfAsync(page, "retry", "{}"), Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(page.Queue.Figures(), Has.Property(nameof(OutboxFigures.Count)).EqualTo(2).And.Property(nameof(OutboxFigures.SetAside)).Zero);
    }

    [Test]
    public async Task Retry_FromAnotherSite_IsRefused()
    {
        await using var page = await ServedPage.StartAsync();
        using var body = new StringContent("{}");

        using var answer = await page.Http.PostAsync("/api/outbox/retry", body);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private static async Task<HttpStatusCode> StatusOfAsync(ServedPage page, string what, string body)
    {
        using var answer = await page.PostAsync($"/api/outbox/{what}", body);
        return answer.StatusCode;
    }
}
