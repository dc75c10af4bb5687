using EdgeAgent.Pipeline;
using static Microsoft.Playwright.Assertions;

namespace EdgeAgent.Tests.StatusPage;

/// <summary>The live pictures as the page's viewer sees them.</summary>
public sealed class LivePictureTests : BrowserFixture
{
    [Test]
    public async Task LivePicture_CameraWatching_MovesOn()
    {
        await using var page = await WorkshopAsync();
        var (view, errors) = await OpenAsync(page);
        await Expect(view.Locator(".camera img")).ToHaveJSPropertyAsync("naturalWidth", 320);

        const string Pixels = """
            () => { const image = document.querySelector(".camera img");
              const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 180 });
              const brush = canvas.getContext("2d"); brush.drawImage(image, 0, 0); return canvas.toDataURL(); }
            """;
        var before = await view.EvaluateAsync<string>(Pixels);
        await view.WaitForFunctionAsync($"before => ({Pixels})() !== before", before);
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task LivePicture_OutOfSight_IsNotAskedFor()
    {
        await using var page = await WorkshopAsync();
        for (var i = 0; i < 12; i++)
        {
            page.Post($"more-{i:00}", "", CameraState.Watching);
            page.Feed($"more-{i:00}");
        }

        var asked = new List<string>();
        var (view, _) = await OpenAsync(page, 360, asked);
        await Expect(view.Locator(".camera img").First).ToBeVisibleAsync();
        Assert.That(asked, Has.None.Contains("/live/more-11/picture"));

        await view.Locator(".camera").Last.ScrollIntoViewIfNeededAsync();
        await Expect(view.Locator(".camera img").Last).ToBeVisibleAsync();
        Assert.That(asked, Has.Some.Contains("/live/more-11/picture"));
    }
}
