using EdgeAgent.Pipeline;
using EdgeAgent.Recording;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EdgeAgent.Tests.StatusPage;

/// <summary>The page as its viewer sees it, in a real browser.</summary>
public sealed class PageInBrowserTests : BrowserFixture
{
    [Test]
    public async Task Page_QuietWorkshop_SaysThatAllIsWellInBothLanguages()
    {
        await using var page = await WorkshopAsync();
        var (view, errors) = await OpenAsync(page);

        await Expect(view.Locator("#verdict-title [lang=zh-CN]")).ToHaveTextAsync("一切正常");
        await Expect(view.Locator("#verdict-title [lang=en]")).ToHaveTextAsync("All is well");
        await Expect(view.Locator("#reporting-unsent [lang=zh-CN]")).ToHaveTextAsync("全部已上报");
        await Expect(view.Locator(".camera h3")).ToHaveTextAsync(["豆浆间"]);
        await Expect(view.Locator(".camera .view [lang=en]")).ToHaveTextAsync("One person in view");
        await Expect(view).ToHaveTitleAsync("一切正常 · Lao Wang Tofu");
        await Expect(view.Locator(".camera img")).ToBeVisibleAsync();
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Page_IncidentGoingOn_IsTheVerdictAndShowsItsPicture()
    {
        await using var page = await WorkshopAsync();
        page.Keep("a", "intrusion", TimeProvider.System.GetUtcNow().AddMinutes(-3), open: true);
        page.Keep("b", "animal", TimeProvider.System.GetUtcNow().AddDays(-2));
        var (view, errors) = await OpenAsync(page);

        await Expect(view.Locator("#verdict-title [lang=zh-CN]")).ToHaveTextAsync("正在发生 1 起违规");
        await Expect(view.Locator("#verdict-title [lang=en]")).ToHaveTextAsync("A violation is going on");
        await Expect(view.Locator(".incident .title [lang=zh-CN]")).ToHaveTextAsync(["非工作时间人员进入", "动物进入"]);
        await Expect(view.Locator(".incident .title [lang=en]").First).ToHaveTextAsync("Person inside outside working hours");
        await Expect(view.Locator(".incident .when [lang=zh-CN]").First).ToContainTextAsync("已持续 3分钟");
        await Expect(view.Locator(".incident .when [lang=en]").Last).ToContainTextAsync("lasted 1 minute");
        await Expect(view.Locator(".incident .now [lang=zh-CN]")).ToHaveTextAsync(["正在发生", "已结束"]);
        await Expect(view.Locator("#verdict-detail [lang=zh-CN]")).ToContainTextAsync("非工作时间人员进入，豆浆间，");
        await Expect(view.Locator(".incident img").First).ToHaveJSPropertyAsync("naturalWidth", 160);

        await view.Locator(".incident a").First.PressAsync("Enter");
        await Expect(view.Locator("#viewer-picture")).ToHaveJSPropertyAsync("naturalWidth", 640);
        await view.Keyboard.PressAsync("Escape");
        await Expect(view.Locator("#viewer")).ToBeHiddenAsync();
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Page_DiskTakesNoRecordings_IsTheVerdict()
    {
        await using var page = await ServedPage.StartAsync();
        page.Post("hall", "豆浆间", CameraState.Watching);
        page.Recording = new RecordingState(RecordingActivity.DiskFull, "no room", TimeSpan.Zero);
        var (view, errors) = await OpenAsync(page);

        await Expect(view.Locator("#verdict-title [lang=zh-CN]")).ToHaveTextAsync("正在监看，但没有录像");
        await Expect(view.Locator("#verdict-detail [lang=zh-CN]")).ToContainTextAsync("豆浆间");
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Page_IncidentWithAClip_PlaysItOrShowsThePictureWhereItCannot()
    {
        await using var page = await WorkshopAsync();
        var now = TimeProvider.System.GetUtcNow();
        page.KeepClip(page.Keep("a", "intrusion", now), await TestClips.SubAsync());
        page.KeepClip(page.Keep("b", "intrusion", now.AddMinutes(-1)), await TestClips.SubH265Async());
        var (view, errors) = await OpenAsync(page);

        await view.Locator(".incident a.shot").First.ClickAsync();
        await Expect(view.Locator("#viewer-clip")).ToHaveJSPropertyAsync("videoWidth", 640);
        await Expect(view.Locator("#viewer-picture")).ToBeHiddenAsync();
        await view.Keyboard.PressAsync("Escape");

        await view.Locator(".incident a.shot").Nth(1).ClickAsync();
        await Expect(view.Locator("#viewer-picture")).ToHaveJSPropertyAsync("naturalWidth", 640);
        await Expect(view.Locator("#viewer-picture")).ToBeVisibleAsync();
        await Expect(view.Locator("#viewer-clip")).ToBeHiddenAsync();
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Page_OnePersonInTwoAreas_NamesTheAreaOfEachIncident()
    {
        await using var page = await WorkshopAsync();
        var now = TimeProvider.System.GetUtcNow();
        page.Keep("a", "intrusion", now, open: true, zone: "floor");
        page.Keep("b", "intrusion", now.AddSeconds(-1), open: true, zone: "冷库");
        var (view, errors) = await OpenAsync(page);

        await Expect(view.Locator(".incident .when [lang=zh-CN]").First).ToContainTextAsync("豆浆间（地面） · ");
        await Expect(view.Locator(".incident .when [lang=en]").First).ToContainTextAsync("豆浆间 (floor) · ");
        await Expect(view.Locator(".incident .when [lang=en]").Last).ToContainTextAsync("豆浆间 (冷库) · ");
        await Expect(view.Locator("#verdict-detail [lang=zh-CN]")).ToContainTextAsync("非工作时间人员进入，豆浆间（地面），");
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Page_CameraAndBrokerAway_SaysWhatIsWrongAndWhatIsUnsent()
    {
        await using var page = await WorkshopAsync();
        page.Post("yard", "后院", CameraState.Unreachable, reason: "connection refused");
        page.Outbox = new OutboxFigures(12, TimeProvider.System.GetUtcNow().AddMinutes(-3.5), 0, 12);
        page.Link = new LinkStatus(false, TimeProvider.System.GetUtcNow(), "refused");
        var (view, errors) = await OpenAsync(page);

        await Expect(view.Locator("#verdict-title [lang=zh-CN]")).ToHaveTextAsync("1 个摄像头离线");
        await Expect(view.Locator("#verdict-detail")).ToContainTextAsync("后院");
        await Expect(view.Locator("[data-state=down] .state [lang=zh-CN]")).ToContainTextAsync("连不上");
        await Expect(view.Locator("[data-state=down] .advice [lang=en]")).ToContainTextAsync("power and network cable");
        await Expect(view.Locator("#reporting-unsent [lang=zh-CN]")).ToHaveTextAsync("12 条待上报，最早的已等 3分钟");
        await Expect(view.Locator("#reporting-unsent [lang=en]")).ToHaveTextAsync("12 messages not yet reported, the oldest waiting for 3 minutes");
        await Expect(view.Locator("#fact-unsent")).ToHaveTextAsync("12");
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Page_ViolationWhileOtherCamerasDoNotWatch_NamesThemToo()
    {
        await using var page = await WorkshopAsync();
        page.Post("yard", "后院", CameraState.Unreachable, reason: "connection refused");
        page.Post("store", "库房", CameraState.AnotherCamera, reason: "urn:uuid:x");
        page.Keep("a", "intrusion", TimeProvider.System.GetUtcNow(), open: true);
        var (view, errors) = await OpenAsync(page);

        await Expect(view.Locator("#verdict-title [lang=zh-CN]")).ToHaveTextAsync("正在发生 1 起违规");
        await Expect(view.Locator("#verdict-also [lang=zh-CN]")).ToHaveTextAsync("另外，现在没有正常监看：库房和后院");
        await Expect(view.Locator(".camera .advice [lang=en]").First).ToContainTextAsync("Another camera answers at its address");
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Page_OneCameraLostAndOneCovered_NamesBoth()
    {
        await using var page = await WorkshopAsync();
        page.Post("hall", "豆浆间", CameraState.Covered, reason: "something hides nearly all of the view");
        page.Post("yard", "后院", CameraState.Unreachable, reason: "connection refused");
        var (view, errors) = await OpenAsync(page);

        await Expect(view.Locator("#verdict-title [lang=zh-CN]")).ToHaveTextAsync("1 个摄像头离线");
        await Expect(view.Locator("#verdict-detail [lang=zh-CN]")).ToContainTextAsync("后院");
        await Expect(view.Locator("#verdict-also [lang=en]")).ToHaveTextAsync("Also not properly watched: 豆浆间");
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Page_OnlyARecordingThatEnded_DoesNotSayThatAllIsWell()
    {
        await using var page = await WorkshopAsync();
        page.Post("hall", "豆浆间", CameraState.Finished);
        var (view, errors) = await OpenAsync(page);

        await Expect(view.Locator("#verdict-title [lang=en]")).ToHaveTextAsync("The recordings have ended");
        await Expect(view.Locator(".camera .state [lang=zh-CN]")).ToContainTextAsync("录像已放完");
        await Expect(view.Locator(".camera .advice")).ToBeHiddenAsync();
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Page_AgentGone_SaysSoAndRecoversWhenItIsBack()
    {
        await using var page = await WorkshopAsync();
        var (view, _) = await OpenAsync(page);
        await Expect(view.Locator(".camera img")).ToBeVisibleAsync();

        await page.StopAsync();
        await Expect(view.Locator("#verdict-title [lang=zh-CN]")).ToHaveTextAsync("监看程序没有响应", new() { Timeout = 30_000 });
        await Expect(view.Locator("#verdict-detail [lang=en]")).ToContainTextAsync("not from now");
        await Expect(view.Locator(".camera .label [lang=zh-CN]")).ToHaveTextAsync("画面已停止");
        await Expect(view.Locator(".camera .label")).ToBeVisibleAsync();

        await page.StartAgainAsync();
        await Expect(view.Locator("#verdict-title [lang=zh-CN]")).ToHaveTextAsync("一切正常", new() { Timeout = 30_000 });
        await Expect(view.Locator(".camera .label")).ToBeHiddenAsync(new() { Timeout = 30_000 });
    }

    [TestCase(360, ColorScheme.Light)]
    [TestCase(360, ColorScheme.Dark)]
    [TestCase(1280, ColorScheme.Light)]
    public async Task Page_AnyWidth_FitsWithoutScrollingSideways(int width, ColorScheme scheme)
    {
        await using var page = await WorkshopAsync();
        page.Post("yard", new string('长', 60), CameraState.Unreachable, reason: new string('x', 300));
        page.Keep("a", "intrusion", TimeProvider.System.GetUtcNow(), open: true);
        var (view, errors) = await OpenAsync(page, width, scheme: scheme);
        await Expect(view.Locator(".incident .title").First).ToBeVisibleAsync();
        await view.Locator(".camera details").Last.ClickAsync();

        Assert.That(await view.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(width));
        Assert.That(errors, Is.Empty);
    }
}
