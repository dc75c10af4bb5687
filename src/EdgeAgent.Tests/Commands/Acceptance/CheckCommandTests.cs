using System.Text.Json.Nodes;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Commands.Acceptance;

/// <summary>The whole verb against real cameras and a real broker.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CheckCommandTests
{
    private CheckedSite site = null!;

    [SetUp]
    public void MakeSite() => site = new CheckedSite();

    [TearDown]
    public void RemoveSite() => site.Dispose();

    [Test]
    public async Task Check_SiteInOrder_PassesAndNeverShowsThePassword()
    {
        using var broker = await MosquittoBroker.RunAsync();
        using var camera = await RtspCamera.StartAsync(
            new Dictionary<string, string> { ["sub"] = await TestClips.SubAsync(), ["main"] = await TestClips.MainAsync() }, RtspLogin.Digest);
        site.Configuration["uplink"]!["broker"]!["address"] = broker.Address;
        site.Add("kitchen", RtspCamera.Password, new { name = "操作间", subStream = camera.Address("sub"), mainStream = camera.Address("main") });

        var (exit, output, error) = await site.CheckAsync("--report", site.File("report.html"));

        var lines = output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        var report = File.ReadAllText(site.File("report.html")) + File.ReadAllText(site.File("report.txt"));
        Assert.Multiple(() =>
        {
            Assert.That(exit, Is.Zero, output);
            Assert.That(lines, Has.All.Match("^(OK   |WARN |FAIL ) (config|clock|disk|ffmpeg|models|camera kitchen 操作间|broker|page|rules)  "));
            Assert.That(lines.Where(line => !line.StartsWith("OK", StringComparison.Ordinal)), Has.All.Contains("  → "));
            Assert.That(lines, Has.Some.Contains("h264 High 1920x1080").And.Some.Contains("no B-frames").And.Some.Contains("picture taken: 1920x1080"));
            Assert.That(report, Does.Contain("data:image/jpeg;base64,").And.Contain("quanzhou/anxi/tofu-042"));
            Assert.That(camera.RefusedLogins, Is.Zero);
            foreach (var password in new[] { RtspCamera.Password, Uri.EscapeDataString(RtspCamera.Password) })
            {
                Assert.That(output + error + report, Does.Not.Contain(password));
            }
        });
    }

    [Test]
    public async Task Check_EightStreamsOfOneRecorderWithAWrongPassword_EachFailsAfterTwoAttemptsInAll()
    {
        var clip = await TestClips.SubAsync();
        var channels = Enumerable.Range(1, 8).Select(number => $"ch{number}").ToList();
        using var recorder = await RtspCamera.StartAsync(channels.ToDictionary(channel => channel, _ => clip), RtspLogin.Digest);
        foreach (var channel in channels)
        {
            site.Add(channel, "hunter-2-hunter", new { subStream = recorder.Address(channel) });
        }

        var (_, output, _) = await site.CheckAsync("--json");

        var findings = channels.SelectMany(channel => Findings(output, "fail", channel)).ToList();
        Assert.That(findings, Has.Exactly(2).Contains("login refused").And.Exactly(6).Contains("not logged in to"));
        Assert.That(recorder.RefusedLogins, Is.EqualTo(2));
    }

    [Test]
    public async Task Check_WrongPassword_FailsAfterOneAttemptAndNeverShowsIt()
    {
        const string wrong = "hunter-2-hunter";
        using var camera = await RtspCamera.StartAsync(
            new Dictionary<string, string> { ["sub"] = await TestClips.SubAsync(), ["main"] = await TestClips.MainAsync() }, RtspLogin.Digest);
        site.Add("kitchen", wrong, new { subStream = camera.Address("sub"), mainStream = camera.Address("main") });

        var (exit, output, error) = await site.CheckAsync("--json", "--report", site.File("report.html"));

        Assert.Multiple(() =>
        {
            Assert.That(exit, Is.EqualTo(1));
            Assert.That(Findings(output, "fail", "kitchen"), Has.Exactly(1).Items.And.All.Contains("login refused"));
            Assert.That(camera.RefusedLogins, Is.EqualTo(1));
            Assert.That(
                output + error + File.ReadAllText(site.File("report.html")) + File.ReadAllText(site.File("report.txt")), Does.Not.Contain(wrong));
        });
    }

    [Test]
    public async Task Check_CamerasInTrouble_SaysOfEachWhatItIs()
    {
        using var camera = await RtspCamera.StartAsync(
            new Dictionary<string, string> { ["sub"] = await TestClips.SubAsync(), ["b"] = await TestClips.MainWithBFramesAsync() });
        site.Add("path", null, new { subStream = camera.Address("nothing") });
        site.Add("away", null, new { subStream = $"rtsp://127.0.0.1:{FreePort.Next()}/sub" });
        site.Add("unread", null, new { subStream = camera.Address("sub"), user = "me", password = "file:nowhere" });
        site.Add("late", null, new { subStream = camera.Address("b"), user = "me", password = "written-out-2" });
        site.Add("dark", null, new { clip = new { file = await TestClips.DarkAsync() } });
        site.Add("lost", null, new { clip = new { file = "nowhere.mp4" } });

        var (exit, output, _) = await site.CheckAsync("--json");

        Assert.Multiple(() =>
        {
            Assert.That(exit, Is.EqualTo(1));
            Assert.That(Findings(output, "fail", "path"), Has.One.Contains("knows no such path").And.One.Contains("/nothing"));
            Assert.That(Findings(output, "fail", "away"), Has.One.Matches("/sub cannot be reached \\(Connection to tcp://127.0.0.1:[0-9]+ failed: Connection refused\\)$"));
            Assert.That(Findings(output, "fail", "unread"), Has.One.Contains("the password cannot be read"));
            Assert.That(Findings(output, "warn", "late"), Has.One.Contains("B-frames").And.One.Contains("1920x1080").And.One.Contains("written out"));
            Assert.That(Findings(output, "fail", "late"), Is.Empty);
            Assert.That(Findings(output, "warn", "dark"), Has.One.Contains("dark"));
            Assert.That(Findings(output, "fail", "lost"), Has.One.Contains("the clip is missing"));
            Assert.That(output, Does.Not.Contain("written-out-2"));
        });
    }

    [Test]
    public async Task Check_FfmpegMissing_SaysSoOnceAndDoesTheRest()
    {
        site.Configuration["video"] = new JsonObject { ["ffmpeg"] = "/nowhere/ffmpeg" };
        site.Add("kitchen", null, new { subStream = "rtsp://127.0.0.1:9/sub" });

        var (exit, output, _) = await site.CheckAsync("--json");

        Assert.That(exit, Is.EqualTo(1));
        Assert.That(Findings(output, "fail", null), Has.One.Contains("/nowhere/ffmpeg"));
        Assert.That(Findings(output, "ok", null), Has.One.Contains("ms a picture"));
    }

    [Test]
    public async Task Check_ConfigurationThatCannotBe_NamesEachProblem()
    {
        site.Add("Küche", null, new { subStream = "http://camera/sub" });

        var (exit, output, error) = await site.CheckAsync("--report", site.File("report.html"));

        Assert.That(exit, Is.EqualTo(2));
        Assert.That(
            output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries),
            Has.Exactly(2).Items.And.All.Match("^FAIL  config  .*config.json 有错：cameras.*→ ").And.Some.Contains("cameras[0].id").And.Some.Contains("cameras[0].subStream"));
        Assert.That(error, Does.Contain("配置文件不能用"));
        Assert.That(File.ReadAllText(site.File("report.txt")), Does.Contain("cameras[0].id"));
    }

    [Test]
    public async Task Check_NoConfiguration_IsOneFindingForProgramsToo()
    {
        site.Configuration["cameras"] = "none";

        var (exit, output, _) = await site.CheckAsync("--json");

        Assert.That(exit, Is.EqualTo(2));
        Assert.That(Findings(output, "fail", null), Has.Exactly(1).Items.And.All.Contains("cameras: must be a list"));
    }

    [Test]
    public async Task Check_FileIsMissing_SaysHowToMakeIt()
    {
        using var run = await AgentProcess.RunAsync("check", "--config", site.File("nowhere.json"));

        Assert.That(await run.ExitAsync(), Is.EqualTo(2));
        Assert.That(run.Transcript(), Does.Contain("没有配置文件").And.Contain("EdgeAgent setup"));
    }

    [Test]
    public async Task Check_ReportIsNoPage_IsWrongUsage()
    {
        using var run = await AgentProcess.RunAsync("check", "--report", "report.pdf");

        Assert.That(await run.ExitAsync(), Is.EqualTo(2));
        Assert.That(run.Transcript(), Does.Contain("must end with .html"));
    }

    private static IEnumerable<string> Findings(string json, string result, string? camera) => JsonNode.Parse(json)!["checks"]!.AsArray()
        .Where(check => (string?)check!["result"] == result && (string?)check["camera"] == camera)
        .Select(check => (string)check!["summary"]!["en"]!);
}
