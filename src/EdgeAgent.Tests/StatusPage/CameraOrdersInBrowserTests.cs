using EdgeAgent.Pipeline;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EdgeAgent.Tests.StatusPage;

/// <summary>Cameras that do not watch properly, and what the owner can do about it, in a real browser.</summary>
public sealed class CameraOrdersInBrowserTests : BrowserFixture
{
    [TestCase(CameraState.Covered, "镜头被挡住", "移开遮挡物")]
    [TestCase(CameraState.Frozen, "画面卡住不动", "断电再通电")]
    [TestCase(CameraState.Moved, "镜头移位", "转回去")]
    [TestCase(CameraState.Dark, "画面太暗", "开灯")]
    public async Task Page_CameraDoesNotSeeProperly_SaysWhichAndWhatToDoAndStillShowsThePicture(CameraState state, string label, string advice)
    {
        await using var page = await WorkshopAsync();
        page.Post("hall", "豆浆间", state, reason: "because");
        page.Keep("a", $"camera_{state}".ToLowerInvariant(), TimeProvider.System.GetUtcNow(), open: true);
        var (view, errors) = await OpenAsync(page);

        await Expect(view.Locator("#verdict-title [lang=zh-CN]")).ToHaveTextAsync("1 个摄像头看不清现场");
        await Expect(view.Locator("#verdict-title [lang=en]")).ToHaveTextAsync("A camera does not see properly");
        await Expect(view.Locator("#verdict-detail [lang=zh-CN]")).ToContainTextAsync("豆浆间：");
        await Expect(view.Locator("#verdict-detail [lang=zh-CN]")).ToContainTextAsync(advice);
        await Expect(view.Locator("[data-state=impaired] img")).ToBeVisibleAsync();
        await Expect(view.Locator(".camera .label [lang=zh-CN]")).ToHaveTextAsync(label);
        await Expect(view.Locator(".camera .accept")).ToBeVisibleAsync(new() { Visible = state == CameraState.Moved });
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Page_PauseAndResume_AreAskedOnceMoreAndToldToTheCamera()
    {
        await using var page = await WorkshopAsync();
        var orders = Serve(page, order => page.Post("hall", "豆浆间", order is CameraOrder.Pause ? CameraState.Paused : CameraState.Starting));
        var (view, errors) = await OpenAsync(page);
        await Expect(view.Locator(".camera img")).ToBeVisibleAsync();

        await view.Locator(".camera .pause").ClickAsync();
        await Expect(view.Locator("#ask-title [lang=zh-CN]")).ToHaveTextAsync("暂停监看“豆浆间”？");
        await view.Locator("#ask-choices button").Nth(1).ClickAsync();
        await Expect(view.Locator("#ask")).ToBeHiddenAsync();
        await Expect(view.Locator("#verdict-title [lang=zh-CN]")).ToHaveTextAsync("1 个摄像头已暂停");
        await Expect(view.Locator(".camera .label [lang=zh-CN]")).ToHaveTextAsync("已暂停监看");
        await Expect(view.Locator(".camera img")).ToBeHiddenAsync();
        await Expect(view.Locator(".camera .pause")).ToBeHiddenAsync();

        await view.Locator(".camera .resume").ClickAsync();
        await view.Locator("#ask-choices button").ClickAsync();
        await Expect(view.Locator(".camera .resume")).ToBeHiddenAsync();
        Assert.That(orders(), Is.EqualTo(new CameraOrder[] { new CameraOrder.Pause(TimeSpan.FromHours(1)), new CameraOrder.Resume() }));
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Page_AnswerToTheOffice_IsKeptWithTheOwnersWordsAndCanBeChanged()
    {
        await using var page = await WorkshopAsync();
        page.Keep("a1", "dirty_floor", TimeProvider.System.GetUtcNow().AddMinutes(-5));
        var (view, errors) = await OpenAsync(page);

        await view.Locator(".incident .answer").ClickAsync();
        await Expect(view.Locator("#ask-title [lang=zh-CN]")).ToContainTextAsync("怎么答复监管中心？");
        await view.Locator("#ask-text").FillAsync("地面扫干净了");
        await view.Locator("#ask-choices button").Nth(0).ClickAsync();
        await Expect(view.Locator("#ask")).ToBeHiddenAsync();
        await Expect(view.Locator(".incident .answer [lang=zh-CN]")).ToHaveTextAsync("已答复：整改好了");
        Assert.That(page.Evidence.Find("a1")!.Rectification!.Text, Is.EqualTo("地面扫干净了"));

        await view.Locator(".incident .answer").ClickAsync();
        await Expect(view.Locator("#ask-text")).ToHaveValueAsync("地面扫干净了");
        await view.Locator("#ask-choices button").Nth(2).ClickAsync();
        await Expect(view.Locator(".incident .answer [lang=en]")).ToHaveTextAsync("Answered: disputed");
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Page_NewViewOfAMovedCamera_IsAcceptedOnlyAfterTheQuestion()
    {
        await using var page = await WorkshopAsync();
        page.Post("hall", "豆浆间", CameraState.Moved, reason: "because");
        var orders = Serve(page, _ => page.Post("hall", "豆浆间", CameraState.Watching));
        var (view, errors) = await OpenAsync(page);

        await view.Locator(".camera .accept").ClickAsync();
        await view.Locator("#ask form button").ClickAsync();
        await Expect(view.Locator("#ask")).ToBeHiddenAsync();
        Assert.That(orders(), Is.Empty, "cancelled");

        await view.Locator(".camera .accept").ClickAsync();
        await view.Locator("#ask-choices button").ClickAsync();
        await Expect(view.Locator("#verdict-title [lang=zh-CN]")).ToHaveTextAsync("一切正常");
        Assert.That(orders(), Is.EqualTo(new CameraOrder[] { new CameraOrder.AcceptView() }));
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Page_LoginRefused_SaysWhenItIsTriedAgain()
    {
        await using var page = await WorkshopAsync();
        page.Post("hall", "豆浆间", CameraState.LoginRefused, reason: "401 Unauthorized");
        var (view, errors) = await OpenAsync(page);

        await Expect(view.Locator(".camera .next [lang=zh-CN]")).ToContainTextAsync("再自动登录");
        Assert.That(errors, Is.Empty);
    }

    [TestCase(360, ColorScheme.Dark)]
    [TestCase(390, ColorScheme.Light)]
    public async Task Page_MovedCameraOnAPhone_FitsWithItsQuestion(int width, ColorScheme scheme)
    {
        await using var page = await WorkshopAsync();
        page.Post("hall", "豆浆间", CameraState.Moved, reason: "because");
        var (view, _) = await OpenAsync(page, width, scheme: scheme);
        await view.Locator(".camera .accept").ClickAsync();
        await Expect(view.Locator("#ask-choices button")).ToBeVisibleAsync();

        Assert.That(await view.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(width));
    }

    // Plays the camera's loop until the page is gone.
    private static Func<List<CameraOrder>> Serve(ServedPage page, Action<CameraOrder> carryOut)
    {
        var orders = new List<CameraOrder>();
        page.Loop(() => page.Controls.Find("hall")!.Serve(order =>
        {
            lock (orders)
            {
                orders.Add(order);
            }

            carryOut(order);
            return true;
        }));
        return () =>
        {
            lock (orders)
            {
                return [.. orders];
            }
        };
    }
}
