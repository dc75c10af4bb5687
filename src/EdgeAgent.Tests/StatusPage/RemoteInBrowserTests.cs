using EdgeAgent.Pipeline;
using EdgeAgent.Uplink.Commands;
using static Microsoft.Playwright.Assertions;

namespace EdgeAgent.Tests.StatusPage;

/// <summary>The owner sees that somebody at the centre looks, and ends it, in a real browser.</summary>
public sealed class RemoteInBrowserTests : BrowserFixture
{
    [Test]
    public async Task Page_CentreLooks_IsSaidAndCanBePausedAndAllowedAgain()
    {
        await using var page = await WorkshopAsync();
        var now = TimeProvider.System.GetUtcNow();
        page.Commands.End(page.Commands.Begin("a", "verdict", now, null), CommandAnswer.Done(), now);
        using var look = page.Viewing.TryBegin(new RemoteView("live", "b", "hall", now, now.AddMinutes(1)), out _)!;
        using var ended = look.Paused.Register(look.Dispose);
        var (view, errors) = await OpenAsync(page);

        await Expect(view.Locator("#remote-state [lang=zh-CN]")).ToContainTextAsync("监管中心正在看“豆浆间”：看实时画面");
        await view.Locator("#remote-asked summary").ClickAsync();
        await Expect(view.Locator("#remote-commands li").First).ToContainTextAsync("核实违规记录：已完成");

        await view.Locator("#remote-pause").ClickAsync();
        await view.Locator("#ask-choices button").First.ClickAsync();
        await Expect(view.Locator("#remote-state [lang=zh-CN]")).ToContainTextAsync("已暂停到");
        Assert.That(look.Paused.IsCancellationRequested);

        await view.Locator("#remote-resume").ClickAsync();
        await view.Locator("#ask-choices button").First.ClickAsync();
        await Expect(view.Locator("#remote-state [lang=en]")).ToHaveTextAsync("The supervising office is not looking now");
        Assert.That(errors, Is.Empty);
    }
}
