using EdgeAgent.Geometry;
using EdgeAgent.Pipeline;
using EdgeAgent.Tracking;
using Microsoft.Playwright;

namespace EdgeAgent.Tests.StatusPage;

/// <summary>A real browser, and a workshop with one camera for it to look at.</summary>
public abstract class BrowserFixture
{
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    [OneTimeSetUp]
    public async Task OpenBrowser()
    {
        playwright = await Playwright.CreateAsync();
        browser = await Chromium.LaunchAsync(playwright);
    }

    [OneTimeTearDown]
    public async Task CloseBrowser()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private protected static async Task<ServedPage> WorkshopAsync()
    {
        var page = await ServedPage.StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        page.Post("hall", "豆浆间", CameraState.Watching, tracks: new Track(1, "person", Box.Whole, 0.9, now, now));
        page.Feed("hall");
        return page;
    }

    private protected Task<(IPage View, List<string> Errors)> OpenAsync(
        ServedPage page, int width = 1280, List<string>? asked = null, ColorScheme scheme = ColorScheme.Light) =>
        OpenAsync(page.Address, width, asked, scheme);

    private protected async Task<(IPage View, List<string> Errors)> OpenAsync(
        Uri address, int width = 1280, List<string>? asked = null, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = scheme });
        var view = await context.NewPageAsync();
        var errors = new List<string>();
        view.Console += (_, message) => { if (message.Type is "error" or "warning") { errors.Add(message.Text); } };
        view.PageError += (_, error) => errors.Add(error);
        view.Request += (_, request) => asked?.Add(request.Url);
        await view.GotoAsync(address.ToString());
        return (view, errors);
    }
}
