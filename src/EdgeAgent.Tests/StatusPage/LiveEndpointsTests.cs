using System.Net;
using EdgeAgent.Pipeline;
using Microsoft.Extensions.Time.Testing;
using OpenCvSharp;

namespace EdgeAgent.Tests.StatusPage;

[CancelAfter(60_000)]
public sealed class LiveEndpointsTests
{
    [Test]
    public async Task Stream_CameraShowsPictures_EachPartIsAWholeJpeg(CancellationToken ct)
    {
        await using var page = await WatchingAsync();
        page.Feed("hall");

        using var answer = await page.Http.GetAsync("/live/hall", HttpCompletionOption.ResponseHeadersRead, ct);
        await using var stream = await answer.Content.ReadAsStreamAsync(ct);
        var first = await PartAsync(stream, ct);
        var second = await PartAsync(stream, ct);

        Assert.That(answer.Content.Headers.ContentType?.ToString(), Is.EqualTo("multipart/x-mixed-replace; boundary=picture"));
        using var picture = Cv2.ImDecode(first, ImreadModes.Color);
        Assert.That(picture.Width, Is.EqualTo(320));
        Assert.That(second, Is.Not.EqualTo(first), "the picture moves on");
    }

    [Test]
    public async Task Stream_OneViewerTooMany_IsToldSoUntilAnotherLeaves(CancellationToken ct)
    {
        await using var page = await WatchingAsync();
        var viewers = new List<HttpResponseMessage>();
        for (var i = 0; i < 8; i++)
        {
            viewers.Add(await page.Http.GetAsync("/live/hall", HttpCompletionOption.ResponseHeadersRead, ct));
        }

        using var refused = await page.Http.GetAsync("/live/hall", HttpCompletionOption.ResponseHeadersRead, ct);
        Assert.That(viewers.Select(viewer => viewer.StatusCode), Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await refused.Content.ReadAsStringAsync(ct), Does.Contain("8 viewers are watching already"));

        viewers[0].Dispose();
        HttpStatusCode status;
        do
        {
            using var next = await page.Http.GetAsync("/live/hall", HttpCompletionOption.ResponseHeadersRead, ct);
            status = next.StatusCode;
        }
        while (status == HttpStatusCode.ServiceUnavailable);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        viewers.ForEach(viewer => viewer.Dispose());
    }

    [Test]
    public async Task Stream_AgentStops_EndsAtOnce(CancellationToken ct)
    {
        await using var page = await WatchingAsync();
        using var answer = await page.Http.GetAsync("/live/hall", HttpCompletionOption.ResponseHeadersRead, ct);

        await page.StopAsync().WaitAsync(ct);

        Assert.That(await answer.Content.ReadAsByteArrayAsync(ct), Is.Empty);
    }

    [Test]
    public async Task Picture_CameraShowsPictures_IsTheNextOne(CancellationToken ct)
    {
        await using var page = await WatchingAsync();
        page.Feed("hall");

        var first = await page.Http.GetByteArrayAsync("/live/hall/picture", ct);
        var second = await page.Http.GetByteArrayAsync("/live/hall/picture", ct);

        using var picture = Cv2.ImDecode(first, ImreadModes.Color);
        Assert.That(picture.Width, Is.EqualTo(320));
        Assert.That(second, Is.Not.EqualTo(first));
    }

    [Test]
    public async Task Picture_CameraShowsNone_IsAnsweredAfterTwoSeconds(CancellationToken ct)
    {
        var time = new FakeTimeProvider();
        await using var page = await WatchingAsync(time);

        var asked = page.Http.GetAsync("/live/hall/picture", ct);
        while (!asked.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
            ct.ThrowIfCancellationRequested();
        }

        using var answer = await asked;
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }

    [TestCase("/live/nobody")]
    [TestCase("/live/nobody/picture")]
    [TestCase("/live/HALL")]
    public async Task Live_UnknownCamera_IsNotFound(string address, CancellationToken ct)
    {
        await using var page = await WatchingAsync();

        using var answer = await page.Http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, ct);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static async Task<ServedPage> WatchingAsync(TimeProvider? time = null)
    {
        var page = await ServedPage.StartAsync(time);
        page.Post("hall", "大厅", CameraState.Watching);
        return page;
    }

    private static async Task<byte[]> PartAsync(Stream stream, CancellationToken ct)
    {
        var length = 0;
        for (var line = await LineAsync(stream, ct); line.Length > 0 || length == 0; line = await LineAsync(stream, ct))
        {
            length = line.StartsWith("Content-Length: ", StringComparison.Ordinal) ? int.Parse(line[16..]) : length;
        }

        var jpeg = new byte[length];
        await stream.ReadExactlyAsync(jpeg, ct);
        Assert.That(jpeg[..2], Is.EqualTo(new byte[] { 0xFF, 0xD8 }));
        Assert.That(jpeg[^2..], Is.EqualTo(new byte[] { 0xFF, 0xD9 }));
        return jpeg;
    }

    private static async Task<string> LineAsync(Stream stream, CancellationToken ct)
    {
        var line = "";
        var next = new byte[1];
        while (!line.EndsWith("\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(next, ct);
            line += (char)next[0];
        }

        return line[..^2];
    }
}
