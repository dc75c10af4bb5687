using EdgeAgent.Pipeline;
using EdgeAgent.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace EdgeAgent.Tests.StatusPage;

/// <summary>One camera in large, as the page's viewer sees it.</summary>
public sealed class LiveDialogTests : BrowserFixture
{
    [Test]
    public async Task Live_MainStreamIsH265_SaysSoAndPlaysTheSubStream()
    {
        await using var page = await WorkshopAsync();
        var streams = LiveVideoTests.Open(page, withSub: true);
        var now = TimeProvider.System.GetUtcNow();
        await LiveFootage.SendAsync(streams.Main!.Live, await TestClips.SubH265Async(), 4, now);
        await LiveFootage.SendAsync(streams.Sub!.Live, await TestClips.SubAsync(), 4, now);
        var (view, errors) = await OpenAsync(page);

        await view.Locator(".camera .open").ClickAsync();

        await Expect(view.Locator("#live-note [lang=en]")).ToHaveTextAsync("This browser cannot play H.265: you see the small stream instead.");
        await Expect(view.Locator("#live-video")).ToHaveJSPropertyAsync("videoWidth", 640);
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Live_CameraWithoutStreams_ShowsTheJudgedPictures()
    {
        await using var page = await WorkshopAsync();
        var (view, errors) = await OpenAsync(page);

        await view.Locator(".camera .open").ClickAsync();

        await Expect(view.Locator("#live-note [lang=en]")).ToHaveTextAsync("There is no live stream here, only the AI view.");
        await Expect(view.Locator("#live-judged-picture")).ToHaveJSPropertyAsync("naturalWidth", 320);
        await Expect(view.Locator("#live-full")).ToBeDisabledAsync();
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Live_CameraIsDown_SaysSo()
    {
        await using var page = await WorkshopAsync();
        LiveVideoTests.Open(page, withSub: true);
        page.Post("hall", "豆浆间", CameraState.Unreachable, "no route");
        var (view, errors) = await OpenAsync(page);

        await view.Locator(".camera .open").ClickAsync();

        await Expect(view.Locator("#live-wait [lang=zh-CN]")).ToContainTextAsync("连不上");
        await view.Keyboard.PressAsync("Escape");
        await Eventually.Holds(() => !page.Recordings.StreamsOf("hall").All.Any(stream => stream.Live.IsWatched), "nobody watches any more");
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Live_TooManyLookAlready_SaysSoUntilOneLeaves()
    {
        await using var page = await WorkshopAsync();
        var live = LiveVideoTests.Open(page).Main!.Live;
        var others = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => LiveVideoTests.WatchAsync(page, "main", CancellationToken.None)));
        var (view, errors) = await OpenAsync(page);

        await view.Locator(".camera .open").ClickAsync();
        await Expect(view.Locator("#live-wait [lang=en]")).ToContainTextAsync("Too many are looking at once");

        foreach (var other in others)
        {
            other.Dispose();
        }

        await Eventually.Holds(() => !live.IsWatched, "the others have left");
        await Eventually.Holds(() => live.IsWatched, "the page is let in");
        await LiveFootage.SendAsync(live, await TestClips.SubAsync(), 4, TimeProvider.System.GetUtcNow());
        await Expect(view.Locator("#live-wait")).ToBeHiddenAsync();
        Assert.That(errors, Is.Empty);
    }
}
