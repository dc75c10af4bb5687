using System.Text.RegularExpressions;
using EdgeAgent.Cameras;
using EdgeAgent.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EdgeAgent.Tests.StatusPage;

/// <summary>The page of recordings as its viewer sees it. All is recorded on 25 November 2026, from ten o'clock in the workshop.</summary>
public sealed class PlaybackInBrowserTests : BrowserFixture
{
    private static readonly DateTimeOffset Ten = new(2026, 11, 25, 10, 0, 0, TimeSpan.FromHours(8));

    private static readonly object[] Exports =
    [
        new { id = "one", camera = "hall", stream = "main", from = Ten, to = Ten.AddSeconds(10), state = "running", progress = 0.25 },
        new
        {
            id = "two", camera = "hall", stream = "main", from = Ten, to = Ten.AddSeconds(10), state = "done", progress = 1, bytes = 1_200_000,
            sha256 = "abc", file = "/exports/two.mp4",
        },
    ];

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
    public async Task Export_OfAMarkedSpan_IsAskedForAndShownWithItsProgress()
    {
        await using var page = await RecordedAsync();
        var asked = new List<string>();
        var (view, errors) = await LookAsync(page, "/playback.html?camera=hall&day=2026-11-25", asked: asked);
        await Expect(view.Locator("#clock")).ToHaveTextAsync("10:05:00");

        await Expect(view.Locator("#export-start")).ToBeDisabledAsync();
        await view.Locator("#export-from").ClickAsync();
        await view.Locator("#forward").ClickAsync();
        await Expect(view.Locator("#clock")).ToHaveTextAsync("10:05:05");
        await view.Locator("#export-to").ClickAsync();
        await Expect(view.Locator("#export-from-time")).ToHaveTextAsync("10:05:00");
        await Expect(view.Locator("#export-to-time")).ToHaveTextAsync("10:05:05");
        await view.Locator("#export-start").ClickAsync();

        await Expect(view.Locator("#exports .state [lang=en]")).ToHaveTextAsync(["Exporting, 25%", "Done, 1.2 MB"]);
        await Expect(view.Locator("#exports .download:visible")).ToHaveAttributeAsync("href", "/exports/two.mp4");
        await Expect(view.Locator("#exports .sum:visible")).ToHaveTextAsync("SHA-256 abc");
        await view.Locator("#exports .remove").Last.ClickAsync();
        await Eventually.Holds(() => asked.Count == 2, "both are asked for");
        Assert.That(asked[0], Does.StartWith("POST /api/exports {\"camera\":\"hall\",\"stream\":\"main\",\"from\":\"2026-11-25T02:05:0"));
        Assert.That(asked[1], Does.StartWith("DELETE /api/exports/two"));
        Assert.That(errors, Is.Empty);
    }

    // The page is tested without what makes exports and keeps the ledger.
    private Task<(IPage View, List<string> Errors)> LookAsync(ServedPage page, string address, int width = 1280, List<string>? asked = null) =>
        OpenAsync(new Uri(page.Address, address), width, prepare: async view =>
        {
            await view.RouteAsync("**/api/coverage?*", route => route.FulfillAsync(new() { Json = new { seconds = new { watched = 30 }, spans = Array.Empty<object>() } }));
            await view.RouteAsync("**/api/exports**", async route =>
            {
                var request = route.Request;
                if (request.Method != "GET")
                {
                    asked?.Add($"{request.Method} {new Uri(request.Url).AbsolutePath} {request.PostData}");
                }

                await route.FulfillAsync(new() { Json = asked is null ? [] : Exports });
            });
        });

    private static Regex Ticking(string pattern) => new($"^{pattern}");

    private static async Task<ServedPage> RecordedAsync(string? main = null)
    {
        var page = await WorkshopAsync();
        var index = page.Recordings.Index;
        var clip = await TestClips.SubAsync();
        await RecordedFootage.RecordAsync(index, "hall", StreamRole.Main, main ?? clip, Ten, 20);
        await RecordedFootage.RecordAsync(index, "hall", StreamRole.Main, main ?? clip, Ten.AddMinutes(5), 20);
        if (main is not null)
        {
            await RecordedFootage.RecordAsync(index, "hall", StreamRole.Sub, clip, Ten, 20);
        }

        return page;
    }
}
