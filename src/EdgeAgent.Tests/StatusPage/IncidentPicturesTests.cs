using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OpenCvSharp;

namespace EdgeAgent.Tests.StatusPage;

public sealed class IncidentPicturesTests
{
    private const string Secret = "text that must never leave the box";
    private static readonly DateTimeOffset Noon = new(2026, 5, 3, 12, 0, 0, TimeSpan.Zero);

    [TestCase("/pictures/a", 640)]
    [TestCase("/pictures/a/thumbnail", 160)]
    public async Task Picture_KnownIncident_IsItsJpeg(string address, int width)
    {
        await using var page = await ServedPage.StartAsync();
        page.Keep("a", "animal", Noon);

        using var answer = await page.Http.GetAsync(address);
        using var picture = Cv2.ImDecode(await answer.Content.ReadAsByteArrayAsync(), ImreadModes.Color);

        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/jpeg"));
        Assert.That(picture.Width, Is.EqualTo(width));
    }

    [Test]
    public async Task Picture_ViewerHasItAlready_IsNotSentAgain()
    {
        await using var page = await ServedPage.StartAsync();
        page.Keep("a", "animal", Noon);
        using var first = await page.Http.GetAsync("/pictures/a");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/pictures/a");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var answer = await page.Http.SendAsync(again);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task Picture_NoneTakenOrFileGone_IsNotFound()
    {
        await using var page = await ServedPage.StartAsync();
        page.Keep("without", "camera_lost", Noon, picture: false);
        page.Keep("gone", "animal", Noon);
        Directory.Delete(Path.Combine(page.Folder, "evidence"), recursive: true);

        using var without = await page.Http.GetAsync("/pictures/without");
        using var gone = await page.Http.GetAsync("/pictures/gone");

        Assert.That(without.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("/pictures/secret")]
    [TestCase("/pictures/../secret")]
    [TestCase("/pictures/..%2fsecret")]
    [TestCase("/pictures/%2e%2e%2Fsecret")]
    [TestCase("/pictures/..%5csecret")]
    [TestCase("/pictures/evidence%2fsecret")]
    [TestCase("/pictures/secret/thumbnail")]
    [TestCase("/pictures/..%2fagent.db")]
    public async Task Picture_NameOfAFileInstead_IsNotFound(string target)
    {
        await using var page = await ServedPage.StartAsync();
        page.Keep("a", "animal", Noon);
        await File.WriteAllTextAsync(Path.Combine(page.Folder, "secret"), Secret);
        await File.WriteAllTextAsync(Path.Combine(page.Folder, "evidence", "secret"), Secret);

        Assert.That(await page.RawAsync(target), Does.StartWith("HTTP/1.1 404 "));
    }

    [Test]
    public async Task Paths_MadeToClimbOut_GiveNothingAndBreakNothing()
    {
        await using var page = await ServedPage.StartAsync();
        page.Keep("a", "animal", Noon);
        await File.WriteAllTextAsync(Path.Combine(page.Folder, "secret"), Secret);
        var pieces = Gen.Elements(
            "..", ".", "/", "//", "%2e%2e", "%2f", "%5c", "\\", "%00", "%252e", "secret", "agent.db", "evidence", "a",
            "thumbnail", "2026-05-03", "%c0%af", "~", ";", "?", "%", "%zz", "{", "'", "\"", "$", "*", ":", "%E4%BD%A0");
        var roots = Gen.Elements("/pictures/", "/live/", "/", "//", "/api/", "/pictures/a/", "/live/hall/");
        var targets = from root in roots from tail in Gen.ListOf(pieces) select root + string.Concat(tail);

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(targets.ToArbitrary(), target =>
            {
                var answer = page.RawAsync(target).GetAwaiter().GetResult();
                var status = answer.Split(' ').ElementAtOrDefault(1);
                return status is "200" or "204" or "400" or "404" && !answer.Contains(Secret, StringComparison.Ordinal)
                    && !answer.Contains("** This is a LiteDB file **", StringComparison.Ordinal);
            }));
        Assert.That(Encoding.UTF8.GetByteCount(await page.Http.GetStringAsync("/")), Is.Positive, "the page still answers");
    }
}
