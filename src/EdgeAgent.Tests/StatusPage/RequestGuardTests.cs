namespace EdgeAgent.Tests.StatusPage;

public sealed class RequestGuardTests
{
    [TestCase("evil.example")]
    [TestCase("evil.example:8080")]
    [TestCase("localhost.evil.example")]
    [TestCase("127.0.0.1.evil.example")]
    [TestCase("192.168.1.7")]
    [TestCase("")]
    public async Task Request_ForAnotherName_IsRefused(string host)
    {
        await using var page = await ServedPage.StartAsync();

        var answer = await page.RawAsync("/api/status", host);

        Assert.That(answer, Does.StartWith("HTTP/1.1 400 "));
        Assert.That(answer, Does.Contain("answers only to localhost"));
        Assert.That(answer, Does.Not.Contain("Lao Wang"));
    }

    [TestCase("localhost")]
    [TestCase("LOCALHOST:8080")]
    [TestCase("127.0.0.1")]
    [TestCase("[::1]:8080")]
    public async Task Request_ForThisBox_IsAnswered(string host)
    {
        await using var page = await ServedPage.StartAsync();

        Assert.That(await page.RawAsync("/api/status", host), Does.StartWith("HTTP/1.1 200 "));
    }

    [TestCase("/")]
    [TestCase("/app.js")]
    [TestCase("/api/status")]
    [TestCase("/no-such-page")]
    public async Task Answer_ToAnything_CarriesThePolicy(string address)
    {
        await using var page = await ServedPage.StartAsync();

        using var answer = await page.Http.GetAsync(address);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.That(policy, Does.StartWith("default-src 'none'; script-src 'self';"));
        Assert.That(policy, Does.Not.Contain("unsafe"));
        Assert.That(answer.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(["nosniff"]));
        Assert.That(answer.Headers.GetValues("Cross-Origin-Resource-Policy"), Is.EqualTo(["same-origin"]));
        Assert.That(answer.Headers.Contains("Server"), Is.False);
    }

    [Test]
    public async Task Address_Always_IsTheLoopbackOnly()
    {
        await using var page = await ServedPage.StartAsync();

        Assert.That(page.Address.Host, Is.EqualTo("127.0.0.1"));
    }
}
