using System.Security.Cryptography;
using System.Text.RegularExpressions;
using EdgeAgent.Cameras;
using EdgeAgent.Evidence;
using EdgeAgent.Recording.Mp4;
using EdgeAgent.Tests.Recording;
using EdgeAgent.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EdgeAgent.Tests.StatusPage;

/// <summary>The page of recordings as its viewer sees it. All is recorded on 25 November 2026, from ten o'clock in the workshop.</summary>
public sealed class PlaybackInBrowserTests : BrowserFixture
{
    private const double Fragment = 0.3;
    private const double KeyFrameDistance = 2;
    private static readonly DateTimeOffset Ten = new(2026, 11, 25, 10, 0, 0, TimeSpan.FromHours(8));

    [Test]
    public async Task Playback_ReachesAGap_GoesOnBehindItAndSaysSo()
    {
        await using var page = await RecordedAsync();
        var (view, errors) = await LookAsync(page, "/playback.html?camera=hall&at=2026-11-25T02:00:15Z");

        await Expect(view.Locator("#clock")).ToHaveTextAsync(Ticking("10:00:1[5-9]"));
        await Expect(view.Locator("#say [lang=zh-CN]")).ToHaveTextAsync(Ticking("10:00:20 到 10:05:00 没有录像"), new() { Timeout = 30_000 });
        await Expect(view.Locator("#clock")).ToHaveTextAsync(Ticking("10:05:0[2-9]"), new() { Timeout = 30_000 });
        Assert.That(await view.EvaluateAsync<int>("document.getElementById('video').videoWidth"), Is.EqualTo(640));
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Playback_SoughtIntoAGap_JumpsToTheNextRecording()
    {
        await using var page = await RecordedAsync();
        page.Keep("a", "intrusion", Ten.AddMinutes(2));
        var (view, errors) = await LookAsync(page, "/playback.html?camera=hall&day=2026-11-25");

        await view.Locator("#marks button").ClickAsync();

        await Expect(view.Locator("#say [lang=en]")).ToHaveTextAsync("Nothing was recorded from 10:01:55 to 10:05:00: it goes on at 10:05:00.");
        await Expect(view.Locator("#clock")).ToHaveTextAsync(Ticking("10:05:0"), new() { Timeout = 30_000 });
        await view.Locator("#timeline").PressAsync("ArrowRight");
        await Expect(view.Locator("#clock")).ToHaveTextAsync(Ticking("10:05:05"), new() { Timeout = 30_000 });
        await Expect(view.Locator("#timeline")).ToHaveAttributeAsync("aria-valuetext", "10:05:05");
        Assert.That(errors, Is.Empty);
    }

    // Before it has begun, the player may ask for what there is before or after they are deleted: both end well.
    [TestCase(true)]
    [TestCase(false)]
    public async Task Playback_SegmentsDeletedMeanwhile_GoesOnBehindThem(bool hasBegun)
    {
        await using var page = await RecordedAsync();
        var index = page.Recordings.Index;
        var (view, errors) = await LookAsync(page, "/playback.html?camera=hall&day=2026-11-25");
        await Expect(view.Locator("#clock")).ToHaveTextAsync("10:05:00");
        if (hasBegun)
        {
            await HasPictureAsync(view);
        }

        foreach (var segment in index.Find("hall", StreamRole.Main, Ten, Ten.AddSeconds(20)).SkipLast(1))
        {
            index.Remove("hall", segment);
        }

        var kept = Clock(index.Find("hall", StreamRole.Main, Ten, Ten.AddSeconds(20)).Single().Start);
        await view.Locator("#timeline").PressAsync("Home");
        await Expect(view.Locator("#clock")).ToHaveTextAsync(kept, new() { Timeout = 30_000 });
        await HasPictureAsync(view);
        if (hasBegun)
        {
            await Expect(view.Locator("#say [lang=en]")).ToHaveTextAsync($"Nothing was recorded from 10:00:00 to {kept}: it goes on at {kept}.");
        }

        Assert.That(errors, Is.All.Contain("404"));
    }

    [Test]
    public async Task Playback_SoughtBeforeItHasBegun_BeginsThere()
    {
        await using var page = await RecordedAsync();
        var (view, errors) = await LookAsync(page, "/playback.html?camera=hall&day=2026-11-25");
        await Expect(view.Locator("#clock")).ToHaveTextAsync("10:05:00");

        await view.Locator("#timeline").PressAsync("Home");

        await HasPictureAsync(view);
        await Expect(view.Locator("#clock")).ToHaveTextAsync("10:00:00");
        Assert.That(errors, Is.Empty);
    }

    // At once and ahead; one and several; data that the decoder refuses, that the parser refuses, and no boxes at all.
    [TestCase(1, 1, 0.33)]
    [TestCase(1, 1, 0.0)]
    [TestCase(2, 1, 0.05)]
    [TestCase(1, 2, 0.0)]
    [TestCase(1, 2, 0.33)]
    public async Task Playback_SegmentsSpoilt_SaysSoAndGoesOnBehindThem(int first, int count, double from)
    {
        await using var page = await WorkshopAsync();
        var segments = await RecordedFootage.WriteAsync(page.Recordings.Index, "hall", Ten, 40, clip: await TestClips.SubAsync());
        foreach (var spoilt in segments.Skip(first).Take(count))
        {
            Spoil(page.Recordings.Index.PathOf("hall", spoilt), from);
        }

        var (view, _) = await LookAsync(page, "/playback.html?camera=hall&at=2026-11-25T02:00:02Z");

        var behind = segments[first + count].Start;
        var spoiltFrom = string.Join('|', segments.Skip(first).Take(count).Select(spoilt => Clock(spoilt.Start)));
        await Expect(view.Locator("#say [lang=en]")).ToHaveTextAsync(
            new Regex($"^The recording of ({spoiltFrom}) cannot be played: it goes on at {Clock(behind)}"), new() { Timeout = 45_000 });
        await Expect(view.Locator("#clock")).ToHaveTextAsync(Ticking(behind.AddSeconds(2)), new() { Timeout = 45_000 });
        Assert.That(await view.EvaluateAsync<bool>("document.getElementById('video').paused"), Is.False);
    }

    [Test]
    public async Task Playback_SegmentCutShort_IsLeftOut()
    {
        await using var page = await RecordedAsync();
        var segments = page.Recordings.Index.Find("hall", StreamRole.Main, Ten, Ten.AddSeconds(20));
        using (var file = File.OpenWrite(page.Recordings.Index.PathOf("hall", segments[1])))
        {
            file.SetLength(file.Length / 2);
        }

        var (view, errors) = await LookAsync(page, "/playback.html?camera=hall&at=2026-11-25T02:00:04Z");

        await Expect(view.Locator("#clock")).ToHaveTextAsync(Ticking(segments[2].Start.AddSeconds(1)), new() { Timeout = 30_000 });
        Assert.That(errors, Is.Empty);
    }

    [TestCase("camera=none")]
    [TestCase("camera=hall&day=nonsense")]
    [TestCase("camera=hall&at=nonsense")]
    [TestCase("camera=%3Cb%3E&at=2026-11-25T02:00:02Z")]
    public async Task Playback_AddressNamesWhatIsNotThere_SaysSoAndOffersWhatIs(string query)
    {
        await using var page = await RecordedAsync();
        var (view, errors) = await LookAsync(page, $"/playback.html?{query}");

        await Expect(view.Locator("#say [lang=en]")).ToHaveTextAsync(Ticking("There is no such (camera|day)"));
        await Expect(view.Locator("#camera")).ToHaveValueAsync("hall");
        await Expect(view.Locator("#clock")).ToHaveTextAsync("10:05:00");
        Assert.That(errors, Is.All.Contain("40"));
    }

    [Test]
    public async Task Incidents_MoreThanOneAnswerHolds_AreAllListed()
    {
        await using var page = await RecordedAsync();
        for (var number = 0; number < 205; number++)
        {
            page.Keep($"i{number}", "intrusion", Ten.AddSeconds(number), picture: false);
        }

        var (view, errors) = await LookAsync(page, "/playback.html?camera=hall&day=2026-11-25");

        await Expect(view.Locator("#marks button")).ToHaveCountAsync(205);
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Playback_MainStreamIsH265_SaysSoAndPlaysTheSubStream()
    {
        await using var page = await RecordedAsync(await TestClips.SubH265Async());
        var (view, errors) = await LookAsync(page, "/playback.html?camera=hall&day=2026-11-25");

        await Expect(view.Locator("#say [lang=en]")).ToHaveTextAsync("This browser cannot play H.265: you see the small stream’s recording.");
        await view.WaitForFunctionAsync("() => document.getElementById('video').videoWidth === 640");
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Playback_H265WithoutASubStream_SaysSoAndCanBeMarkedForAnExport()
    {
        await using var page = await WorkshopAsync();
        await RecordedFootage.WriteAsync(page.Recordings.Index, "hall", Ten, 12, clip: await TestClips.SubH265Async());
        var (view, errors) = await LookAsync(page, "/playback.html?camera=hall&day=2026-11-25");

        await Expect(view.Locator("#nothing")).ToBeVisibleAsync();
        await Expect(view.Locator("#clock")).ToHaveTextAsync("10:00:00");
        await view.Locator("#export-from").ClickAsync();
        await view.Keyboard.PressAsync("ArrowRight");
        await view.Locator("#export-to").ClickAsync();

        await Expect(view.Locator("#export-to-time")).ToHaveTextAsync("10:00:05");
        await Expect(view.Locator("#export-start")).ToBeEnabledAsync();
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Playback_FromAnIncidentOfTheFrontPage_BeginsFiveSecondsBeforeIt()
    {
        await using var page = await RecordedAsync();
        page.Keep("a", "intrusion", Ten.AddSeconds(12));
        var (view, errors) = await LookAsync(page, "/");

        await view.Locator(".incident .recording").ClickAsync();

        await Expect(view.Locator("#clock")).ToHaveTextAsync(Ticking("10:00:(0[7-9]|1)"), new() { Timeout = 30_000 });
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Playback_NarrowScreen_ScrollsDownOnly()
    {
        await using var page = await RecordedAsync();
        var (view, errors) = await LookAsync(page, "/playback.html?camera=hall&day=2026-11-25", width: 390);

        await view.WaitForFunctionAsync("() => document.getElementById('video').videoWidth === 640");
        Assert.That(await view.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(390));
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Export_OfAMarkedSpan_IsDownloadedAsLongAsItWasMarked()
    {
        await using var page = await RecordedAsync();
        page.Coverage.Mark("hall", Ten, Ten.AddMinutes(6), CoverageState.Watched);
        var (view, errors) = await LookAsync(page, "/playback.html?camera=hall&day=2026-11-25");
        await Expect(view.Locator("#clock")).ToHaveTextAsync("10:05:00");
        await Expect(view.Locator("#legend")).ToContainTextAsync("监看中");

        await Expect(view.Locator("#export-start")).ToBeDisabledAsync();
        await view.Locator("#export-from").ClickAsync();
        await view.Locator("#forward").ClickAsync();
        await Expect(view.Locator("#clock")).ToHaveTextAsync("10:05:05");
        await view.Locator("#export-to").ClickAsync();
        await Expect(view.Locator("#export-from-time")).ToHaveTextAsync("10:05:00");
        await Expect(view.Locator("#export-to-time")).ToHaveTextAsync("10:05:05");
        await view.Locator("#export-start").ClickAsync();
        await Expect(view.Locator("#exports .state [lang=en]")).ToHaveTextAsync(Ticking("Done, "), new() { Timeout = 30_000 });
        var download = await view.RunAndWaitForDownloadAsync(() => view.Locator("#exports .download").ClickAsync());
        using var folder = new TempFolder();
        var file = folder.File("export.mp4");
        await download.SaveAsAsync(file);

        await Expect(view.Locator("#exports .what")).ToHaveTextAsync("豆浆间 · 2026-11-25 10:05:00 – 10:05:05");
        await Expect(view.Locator("#exports .watched [lang=zh-CN]")).ToHaveTextAsync("这段时间全程有监看");
        await Expect(view.Locator("#exports .lack:visible")).ToHaveCountAsync(0);
        Assert.That(download.SuggestedFilename, Does.EndWith("-hall-20261125T020500Z-5s.mp4"));
        Assert.That(await Players.SecondsAsync(file), Is.InRange(5 - Fragment, 5 + Fragment + KeyFrameDistance));
        Assert.That(await Players.ComplaintsAsync(file), Is.Empty);
        await Expect(view.Locator("#exports .sum")).ToHaveTextAsync($"SHA-256 {Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file)))}");
        await view.Locator("#exports .remove").ClickAsync();
        await Expect(view.Locator("#exports-none")).ToBeVisibleAsync();
        Assert.That(page.Exports.All, Is.Empty);
        Assert.That(errors, Is.Empty);
    }

    private Task<(IPage View, List<string> Errors)> LookAsync(ServedPage page, string address, int width = 1280) =>
        OpenAsync(new Uri(page.Address, address), width);

    private static Task HasPictureAsync(IPage view) =>
        view.WaitForFunctionAsync("() => document.getElementById('video').readyState >= HTMLMediaElement.HAVE_CURRENT_DATA");

    /// <param name="from">Which share of each fragment stays as it is.</param>
    private static void Spoil(string path, double from)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var garbage = new byte[file.Length];
        new Random(3).NextBytes(garbage);
        foreach (var place in FragmentPlace.ListOf(file).Places)
        {
            file.Position = place.Offset + (long)(place.Bytes * from);
            file.Write(garbage, 0, (int)(place.Offset + place.Bytes - file.Position));
        }
    }

    private static Regex Ticking(string pattern) => new($"^{pattern}");

    /// <summary>A clock that runs and is looked at once a second at best.</summary>
    private static Regex Ticking(DateTimeOffset from) =>
        Ticking($"({string.Join('|', Enumerable.Range(0, 5).Select(seconds => Clock(from.AddSeconds(seconds))))})");

    private static string Clock(DateTimeOffset moment) => $"{moment.ToOffset(Ten.Offset):HH:mm:ss}";

    private static async Task<ServedPage> RecordedAsync(string? main = null)
    {
        var page = await WorkshopAsync();
        var index = page.Recordings.Index;
        var clip = await TestClips.SubAsync();
        await RecordedFootage.WriteAsync(index, "hall", Ten, 20, clip: main ?? clip);
        await RecordedFootage.WriteAsync(index, "hall", Ten.AddMinutes(5), 20, clip: main ?? clip);
        if (main is not null)
        {
            await RecordedFootage.WriteAsync(index, "hall", Ten, 20, StreamRole.Sub, clip);
        }

        return page;
    }
}
