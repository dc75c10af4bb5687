using System.Globalization;
using System.Text.Json;
using EdgeAgent.Tests.StatusPage;
using EdgeAgent.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EdgeAgent.Tests.Journeys;

/// <summary>A real agent with a camera that shows the time, seen in a real browser.</summary>
[Platform("Linux")]
public sealed class LiveVideoTests : BrowserFixture
{
    private const int Readings = 15;
    private static readonly TimeSpan Started = TimeSpan.FromSeconds(60);

    // How many milliseconds old the picture is that the browser shows: see rtsp_clock.py.
    private const string Age = """
        () => { const video = document.querySelector("#live-video, #video");
          const canvas = Object.assign(document.createElement("canvas"), { width: 8, height: 4 });
          const brush = canvas.getContext("2d");
          const now = Date.now();
          for (let row = 0; row < 4; row++) for (let column = 0; column < 8; column++) {
            brush.drawImage(video, (column + 0.5) * video.videoWidth / 8 - 4, (row + 0.5) * video.videoHeight / 4 - 4, 8, 8, column, row, 1, 1); }
          const { data } = brush.getImageData(0, 0, 8, 4);
          let shown = 0;
          for (let block = 0; block < 32; block++) shown = shown * 2 + (data[block * 4] > 128 ? 1 : 0);
          return ((now % 2 ** 32) - shown + 2 ** 32) % 2 ** 32; }
        """;

    [Test]
    public async Task Live_CameraThatShowsTheTime_IsSeenWithinTwoSecondsAlsoAfterAnInterruption()
    {
        using var camera = await RtspCamera.StartAsync(new Dictionary<string, string> { ["main"] = RtspCamera.Clock, ["sub"] = await TestClips.StillAsync() });
        using var workshop = new Workshop(
            "mqtt://127.0.0.1:9", [new { id = "hall", mainStream = camera.Address("main"), subStream = camera.Address("sub") }], []);
        using var agent = workshop.Start();
        await workshop.CameraBecomes("hall", Started, "watching");
        var (view, errors) = await OpenAsync(workshop.Page);

        await view.Locator(".camera .open").ClickAsync();
        await Plays(view);
        var before = await MedianAge(view, "at first");

        await camera.RefuseAsync();
        await workshop.CameraBecomes("hall", Started, "unreachable", "stalled");
        await Expect(view.Locator("#live-wait")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await camera.ServeAsync();
        await Expect(view.Locator("#live-wait")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Plays(view);
        var after = await MedianAge(view, "after an interruption");

        Assert.Multiple(() =>
        {
            Assert.That(before, Is.LessThan(2000));
            Assert.That(after, Is.LessThan(2000));
            Assert.That(errors, Is.Empty);
        });

        await view.Locator("#live-judged").ClickAsync();
        await Expect(view.Locator("#live-judged-picture")).ToHaveJSPropertyAsync("naturalWidth", 640);
        await view.Keyboard.PressAsync("Escape");
        await PlaysAcrossTheGap(workshop, view);
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
    }

    private static async Task PlaysAcrossTheGap(Workshop workshop, IPage view)
    {
        var recordings = new Uri(workshop.Page, "/api/recordings?camera=hall");
        using var http = new HttpClient();
        var runs = await Eventually.Finds(
            async () =>
            {
                var day = JsonDocument.Parse(await http.GetStringAsync(recordings)).RootElement;
                var found = day.GetProperty("streams").GetProperty("main").GetProperty("runs");
                return found.GetArrayLength() >= 2 ? found.EnumerateArray().ToList() : null;
            },
            "something is recorded before the interruption and after it");
        var end = runs[0].GetProperty("to").GetDateTimeOffset();

        await view.GotoAsync(new Uri(workshop.Page, $"/playback.html?camera=hall&at={end.UtcDateTime.AddSeconds(-4):yyyy-MM-ddTHH:mm:ss.fffZ}").ToString());

        await Expect(view.Locator("#say [lang=zh-CN]")).ToContainTextAsync("没有录像，已跳到", new() { Timeout = 60_000 });
        var shown = await view.EvaluateAsync<double>(Age);
        var gap = TimeProvider.System.GetUtcNow() - runs[1].GetProperty("from").GetDateTimeOffset();
        Assert.That(shown, Is.EqualTo(gap.TotalMilliseconds).Within(10_000), "the picture is of after the gap");
    }

    private static async Task Plays(IPage view)
    {
        const string Time = "document.getElementById('live-video').currentTime";
        var now = await view.EvaluateAsync<double>(Time);
        await view.WaitForFunctionAsync($"before => {Time} > before + 2", now, new() { Timeout = 60_000 });
    }

    private static async Task<double> MedianAge(IPage view, string when)
    {
        var ages = new List<double>();
        for (var reading = 0; reading < Readings; reading++)
        {
            ages.Add(await view.EvaluateAsync<double>(Age));
            await view.EvaluateAsync("() => new Promise((seen) => document.getElementById('live-video').requestVideoFrameCallback(seen))");
        }

        ages.Sort();
        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{when}: a picture is {ages[Readings / 2]:0} ms old when it is seen ({ages[0]:0} to {ages[^1]:0})"));
        return ages[Readings / 2];
    }
}
