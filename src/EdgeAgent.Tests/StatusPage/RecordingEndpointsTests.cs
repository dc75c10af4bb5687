using System.Net;
using System.Text.Json;
using EdgeAgent.Cameras;
using EdgeAgent.Pipeline;
using EdgeAgent.Recording;
using EdgeAgent.Tests.Recording;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.StatusPage;

public sealed class RecordingEndpointsTests
{
    private static readonly DateTimeOffset Ten = new(2026, 11, 25, 10, 0, 0, TimeSpan.FromHours(8));

    [Test]
    public async Task Day_TwoRunsOfTwoStreams_AreListedWithTheirMediaTypes()
    {
        await using var page = await ServedPage.StartAsync();
        page.Post("hall", "豆浆间", CameraState.Watching);
        var index = page.Recordings.Index;
        await RecordedFootage.WriteAsync(index, "hall", Ten, 20, StreamRole.Main, await TestClips.SubH265Async());
        await RecordedFootage.WriteAsync(index, "hall", Ten, 20, StreamRole.Sub, await TestClips.SubAsync());
        await RecordedFootage.WriteAsync(index, "hall", Ten.AddMinutes(1), 10, StreamRole.Sub, await TestClips.SubAsync());

        var day = await DayAsync(page, "hall", "2026-11-25");

        var (main, sub) = (day.GetProperty("streams").GetProperty("main"), day.GetProperty("streams").GetProperty("sub"));
        Assert.Multiple(() =>
        {
            Assert.That(day.GetProperty("dayStart").GetString(), Is.EqualTo("2026-11-25T00:00:00+08:00"));
            Assert.That(day.GetProperty("dayEnd").GetString(), Is.EqualTo("2026-11-26T00:00:00+08:00"));
            Assert.That(day.GetProperty("days").EnumerateArray().Select(each => each.GetString()), Is.EqualTo(["2026-11-25"]));
            Assert.That(day.GetProperty("cameras")[0].GetProperty("name").GetString(), Is.EqualTo("豆浆间"));
            Assert.That(main.GetProperty("h265").GetBoolean());
            Assert.That(main.GetProperty("mediaType").GetString(), Does.StartWith("video/mp4; codecs=\"hvc1."));
            Assert.That(sub.GetProperty("mediaType").GetString(), Does.StartWith("video/mp4; codecs=\"avc1."));
            Assert.That(RunsOf(sub), Is.EqualTo([(Ten, Ten.AddSeconds(20)), (Ten.AddMinutes(1), Ten.AddSeconds(70))]));
            Assert.That(sub.GetProperty("bytes").GetInt64(), Is.EqualTo(index.Day("hall", new(2026, 11, 25))
                .Where(segment => segment.Stream == StreamRole.Sub).Sum(segment => segment.Bytes)));
        });
    }

    [Test]
    public async Task Day_TenThousandSegments_AreListedAsTheirRuns()
    {
        await using var page = await ServedPage.StartAsync();
        var index = page.Recordings.Index;
        var start = new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.FromHours(8));
        var newest = (await RecordedFootage.WriteAsync(index, "hall", start.AddHours(23), 6, StreamRole.Main, await TestClips.SubAsync()))[0];
        var folder = Path.GetDirectoryName(index.PathOf("hall", newest))!;
        for (var number = 0; number < 9_999; number++)
        {
            var gap = number < 5_000 ? 0 : 600;
            var segment = new Segment(StreamRole.Main, start.AddSeconds((number * 6) + gap), TimeSpan.FromSeconds(6), newest.Head, 1000);
            await using var file = File.Create(Path.Combine(folder, segment.FileName));
            file.SetLength(1000);
        }

        page.Post("other", "", CameraState.Watching);
        await DayAsync(page, "other", "2026-11-25");
        var began = TimeProvider.System.GetTimestamp();
        var day = await DayAsync(page, "hall", "2026-11-25");
        TestContext.Out.WriteLine($"first listing of 10,000 segments: {TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:0} ms");
        began = TimeProvider.System.GetTimestamp();
        await DayAsync(page, "hall", "2026-11-25");
        TestContext.Out.WriteLine($"the next: {TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:0} ms");

        var main = day.GetProperty("streams").GetProperty("main");
        Assert.That(RunsOf(main), Is.EqualTo(new[]
        {
            (start, start.AddSeconds(30_000)), (start.AddSeconds(30_600), start.AddSeconds(60_594)), (newest.Start.ToOffset(start.Offset), newest.End.ToOffset(start.Offset)),
        }));
        Assert.That(main.GetProperty("bytes").GetInt64(), Is.EqualTo(9_999_000 + newest.Bytes));
    }

    [Test]
    public async Task Playlist_TwoRunsOfTheStream_IsPlayedToTheLastPictureByFfmpeg()
    {
        await using var page = await ServedPage.StartAsync();
        await RecordedFootage.WriteAsync(page.Recordings.Index, "hall", Ten, 20, StreamRole.Main, await TestClips.SubAsync());
        await RecordedFootage.WriteAsync(page.Recordings.Index, "hall", Ten.AddMinutes(1), 10, StreamRole.Main, await TestClips.SubAsync());
        var address = $"{page.Address}recordings/hall/main/playlist.m3u8?from=2026-11-25T02:00:00Z&to=2026-11-25T10:00:00%2B08:00";
        Assert.That((await page.Http.GetAsync(address)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), "to is not after from");
        address = $"{page.Address}recordings/hall/main/playlist.m3u8?from=2026-11-25T02:00:00Z&to=2026-11-25T18:00:00%2B08:00";

        var playlist = await page.Http.GetStringAsync(address);
        using var run = await ChildProcess.RunAsync(
            "ffprobe", "-v", "error", "-count_packets", "-select_streams", "v", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", address);

        Assert.Multiple(() =>
        {
            Assert.That(playlist, Does.StartWith("#EXTM3U\n"));
            Assert.That(CountOf(playlist, "#EXTINF:"), Is.EqualTo(CountOf(playlist, "#EXT-X-PROGRAM-DATE-TIME:")));
            Assert.That(CountOf(playlist, "#EXT-X-MAP:"), Is.EqualTo(1), "one head");
            Assert.That(CountOf(playlist, "#EXT-X-DISCONTINUITY"), Is.EqualTo(1), "one gap");
            Assert.That(playlist, Does.EndWith("#EXT-X-ENDLIST\n"));
            Assert.That(run.Output.First(line => line.Length > 0), Does.StartWith("150"), run.Transcript());
        });
    }

    [Test]
    public async Task Playlist_OneRunAfterTheOtherWithoutAGap_IsDiscontinuousWhereTheDecodeTimeIs()
    {
        await using var page = await ServedPage.StartAsync();
        var first = await RecordedFootage.WriteAsync(page.Recordings.Index, "hall", Ten, 10, StreamRole.Main, await TestClips.SubAsync());
        await RecordedFootage.WriteAsync(page.Recordings.Index, "hall", first[^1].End.AddMilliseconds(200), 10, StreamRole.Main, await TestClips.SubAsync());

        var playlist = await page.Http.GetStringAsync("/recordings/hall/main/playlist.m3u8?from=2026-11-25T02:00:00Z&to=2026-11-25T03:00:00Z");

        Assert.That(CountOf(playlist, "#EXT-X-DISCONTINUITY"), Is.EqualTo(1));
    }

    [Test]
    public async Task Media_SegmentTakenAwayMeanwhile_IsNotFound()
    {
        await using var page = await ServedPage.StartAsync();
        var segment = (await RecordedFootage.WriteAsync(page.Recordings.Index, "hall", Ten, 6, StreamRole.Main, await TestClips.SubAsync()))[0];
        var bytes = await page.Http.GetByteArrayAsync($"/recordings/hall/{segment.FileName}");
        Assert.That(bytes, Has.Length.EqualTo(segment.Bytes));

        page.Recordings.Index.Remove("hall", segment);

        using var answer = await page.Http.GetAsync($"/recordings/hall/{segment.FileName}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("/recordings/..%2F..%2Fagent/20261125T020000.000Z-6000-1a2b3c4d.mp4")]
    [TestCase("/recordings/hall/..%2F..%2F..%2Fagent.db")]
    [TestCase("/recordings/hall/%2Fetc%2Fpasswd")]
    [TestCase("/recordings/hall/20261125T020000.000Z-06000-1a2b3c4d.mp4")]
    [TestCase("/recordings/hall/99991231T235959.999Z-2147483647-1a2b3c4d.mp4")]
    [TestCase("/recordings/..%2F/main/playlist.m3u8?from=2026-11-25T02:00:00Z&to=2026-11-25T03:00:00Z")]
    [TestCase("/recordings/none/main/playlist.m3u8?from=2026-11-25T02:00:00Z&to=2026-11-25T03:00:00Z")]
    [TestCase("/api/recordings?camera=..%2F..&day=2026-11-25")]
    public async Task Address_OfNothingRecorded_IsNotFound(string address)
    {
        await using var page = await ServedPage.StartAsync();
        await RecordedFootage.WriteAsync(page.Recordings.Index, "hall", Ten, 6, StreamRole.Main, await TestClips.SubAsync());

        Assert.That(await page.RawAsync(address), Does.StartWith("HTTP/1.1 404 "));
    }

    [Test]
    public async Task Query_OfAnyShape_IsAnsweredAndNeverAFault()
    {
        await using var page = await ServedPage.StartAsync();
        await RecordedFootage.WriteAsync(page.Recordings.Index, "hall", Ten, 6, StreamRole.Main, await TestClips.SubAsync());
        var random = new Random(4);
        string[] seeds = ["2026-11-25T02:00:00Z", "2026-11-25", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "hall", "..", "", "NaN", "-1", "\0"];
        for (var round = 0; round < 400; round++)
        {
            var (one, other) = (Spoilt(), Spoilt());
            var address = (round % 4) switch
            {
                0 => $"/api/recordings?camera={one}&day={other}",
                1 => $"/api/recordings?camera=hall&day={other}",
                2 => $"/recordings/hall/main/playlist.m3u8?from={one}&to={other}",
                _ => $"/recordings/hall/{one}",
            };
            using var answer = await page.Http.GetAsync(address);
            Assert.That((int)answer.StatusCode, Is.AnyOf(200, 400, 404), address);
        }

        string Spoilt()
        {
            var text = seeds[random.Next(seeds.Length)].ToCharArray();
            if (text.Length > 0 && random.Next(3) > 0)
            {
                text[random.Next(text.Length)] = (char)random.Next(1, 0x300);
            }

            return Uri.EscapeDataString(new string(text));
        }
    }

    private static async Task<JsonElement> DayAsync(ServedPage page, string camera, string day) =>
        JsonDocument.Parse(await page.Http.GetStringAsync($"/api/recordings?camera={camera}&day={day}")).RootElement;

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> RunsOf(JsonElement stream) => stream.GetProperty("runs").EnumerateArray()
        .Select(run => (run.GetProperty("from").GetDateTimeOffset(), run.GetProperty("to").GetDateTimeOffset())).ToList();

    private static int CountOf(string text, string part) => text.Split(part).Length - 1;
}
