using EdgeAgent.Detection.Teaching;
using EdgeAgent.Evidence;
using EdgeAgent.Tests.Detection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EdgeAgent.Tests.StatusPage;

/// <summary>The page of teaching, and verdicts in the list of records, as an owner uses them.</summary>
public sealed class EnrolmentInBrowserTests : BrowserFixture
{
    private const int Tracks = 24;

    [Test]
    public async Task Page_MarkCropsAndLearn_SaysHowWellAndForgetsAgain()
    {
        ShippedModels.Demand(CropFeatures.ModelName);
        await using var page = await WorkshopAsync();
        for (var track = 0; track < Tracks; track++)
        {
            page.Shelve(track);
        }

        var (view, errors) = await OpenAsync(new Uri(page.Address, "enrolment.html"));
        await Expect(view.Locator("#name [lang=zh-CN]")).ToHaveTextAsync("工作服");
        await Expect(view.Locator("#state [lang=zh-CN]")).ToHaveTextAsync("还没有教，暂时不判断");
        await Expect(view.Locator("#recent .crop")).ToHaveCountAsync(Tracks);

        await view.Locator("#teach").ClickAsync();
        await Expect(view.Locator("#say [lang=zh-CN]")).ToContainTextAsync("还不够");

        foreach (var crop in page.Shelf.Of("workwear"))
        {
            var button = view.Locator($"[data-id='{crop.Id.Text}'] button");
            await button.ClickAsync();
            await Expect(button).ToHaveAttributeAsync("data-mark", "good");
            if (crop.Id.Track % 2 != 0)
            {
                await button.ClickAsync();
                await Expect(button).ToHaveAttributeAsync("data-mark", "bad");
            }
        }

        await Expect(view.Locator("#count [lang=zh-CN]")).ToContainTextAsync("好的 12 张，坏的 12 张");
        await view.Locator("#teach").ClickAsync();
        await Expect(view.Locator("#say [lang=zh-CN]")).ToHaveTextAsync("学会了，马上开始用。");
        await Expect(view.Locator("#state")).ToHaveAttributeAsync("data-state", "taught");
        await Expect(view.Locator("#figures [lang=zh-CN]")).ToContainTextAsync("100 个坏的里大约认出 100 个");
        await Expect(view.Locator("#marked .crop")).ToHaveCountAsync(Tracks);
        Assert.That(page.Teaching.Heads.Find("workwear"), Is.Not.Null);

        await view.Locator("#forget").ClickAsync();
        await Expect(view.Locator("#state")).ToHaveAttributeAsync("data-state", "notTaught");
        Assert.That(errors, Is.Empty);
    }

    [TestCase(360, ColorScheme.Dark)]
    [TestCase(390, ColorScheme.Light)]
    public async Task Page_OnAPhone_Fits(int width, ColorScheme scheme)
    {
        await using var page = await WorkshopAsync();
        page.Shelve(1);
        var (view, errors) = await OpenAsync(new Uri(page.Address, "enrolment.html"), width, scheme: scheme);
        await Expect(view.Locator("#recent .crop")).ToHaveCountAsync(1);

        Assert.That(await view.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(width));
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task FrontPage_WhatIsUntaughtAndARecordThatIsNoViolation_AreToldAndAsked()
    {
        await using var page = await WorkshopAsync();
        page.Keep("a1", "no_hat", TimeProvider.System.GetUtcNow());
        var (view, errors) = await OpenAsync(page);
        await Expect(view.Locator("#box-untaught [lang=zh-CN]")).ToContainTextAsync("有 1 项还没有教");

        await view.Locator(".verdict-given").ClickAsync();
        await Expect(view.Locator("#ask-title [lang=zh-CN]")).ToContainTextAsync("看对了吗");
        await view.Locator("#ask-choices button").First.ClickAsync();

        await Expect(view.Locator(".verdict-given [lang=zh-CN]")).ToHaveTextAsync("已标：不是违规");
        Assert.That(page.Evidence.Find("a1")?.Verdict, Has.Property("Finding").EqualTo(Finding.Rejected).And.Property("By").EqualTo(VerdictGiver.Owner));

        page.Verdicts.Give("a1", Finding.Confirmed, VerdictGiver.Office);
        await Expect(view.Locator(".verdict-given")).ToBeDisabledAsync();
        Assert.That(errors, Is.Empty);
    }
}
