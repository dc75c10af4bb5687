using System.Security.Cryptography;
using EdgeAgent.Cameras;
using EdgeAgent.Commands.Acceptance;
using EdgeAgent.Configuration;
using EdgeAgent.Detection;
using EdgeAgent.Pipeline;
using EdgeAgent.Recording;
using EdgeAgent.Rules;
using EdgeAgent.StatusPage;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Detection;
using EdgeAgent.Tests.StatusPage;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Commands.Acceptance;

/// <summary>What is looked at on the box itself: clock, disk, model, page, rules.</summary>
public sealed class BoxCheckTests
{
    [Test]
    public void Configuration_OneCameraTwice_IsNamedWithBothIds()
    {
        CameraOptions Camera(string id, string path) => new() { Id = id, SubStream = $"rtsp://192.168.1.64/{path}" };

        var lines = ConfigurationCheck.Run(new AgentOptions { Cameras = [Camera("a", "1"), Camera("b", "2"), Camera("c", "1")] }).ToList();

        Assert.That(lines.Select(line => line.Result), Is.EqualTo(new[] { CheckResult.Ok, CheckResult.Warn }));
        Assert.That(lines[1].Summary.En, Does.StartWith("a and c are one camera"));
    }

    [TestCase("2000-01-01", ExpectedResult = CheckResult.Fail)]
    [TestCase("2199-01-01", ExpectedResult = CheckResult.Fail)]
    public CheckResult Clock_YearThatCannotBe_Fails(string date) =>
        ClockCheck.Run(new FakeTimeProvider(DateTimeOffset.Parse(date + "Z"))).Single().Result;

    [Test]
    public void Clock_AfterTheBuild_IsPlausible() =>
        Assert.That(ClockCheck.Run(new FakeTimeProvider(SystemClock.BuiltIn.AddDays(40))).Single().Result, Is.Not.EqualTo(CheckResult.Fail));

    [Test]
    public void Disk_LessThanTheReserve_Fails()
    {
        var disk = SmallDisk.Mount(12_000_000);
        try
        {
            var line = DiskCheck.Run(new StorageOptions { Folder = Path.Combine(disk, "data"), ReserveMegabytes = 16 }, new RecordingOptions(), []).Single();

            Assert.That((line.Result, line.Summary.En), Is.EqualTo((CheckResult.Fail, $"{disk} has 0 GB free, less than the 16 MB kept in reserve: no new evidence is kept")));
            Assert.That(Directory.Exists(Path.Combine(disk, "data")), Is.False, "the folder shall belong to the service");
        }
        finally
        {
            SmallDisk.Unmount(disk);
        }
    }

    [TestCase(1000, ExpectedResult = CheckResult.Ok, Description = "10.8 GB a day")]
    [TestCase(1e7, ExpectedResult = CheckResult.Warn)]
    public CheckResult Disk_DaysThatRecordingsWouldFit_AreThoseOfTheMainStreams(double kilobits)
    {
        using var folder = new TempFolder();
        var free = new DiskSpace(folder.Path, 0).FreeBytes;
        var camera = new CheckedCamera("a", "a", null, null, [Stream(StreamRole.Sub, 1e9), Stream(StreamRole.Main, kilobits * free / 1e12)], []);

        var lines = DiskCheck.Run(new StorageOptions { Folder = folder.Path, ReserveMegabytes = 16 }, new RecordingOptions { ReserveMegabytes = 0 }, [camera]);
        return lines.Last().Result;
    }

    [TestCase("4.4.2", ExpectedResult = CheckResult.Fail)]
    [TestCase("5.0", ExpectedResult = CheckResult.Ok)]
    [TestCase("N-109-gabc", ExpectedResult = CheckResult.Ok, Description = "a build without a release's number")]
    [Platform("Linux"), System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task<CheckResult> Ffmpeg_OlderThanItsConcatOptions_Fails(string version)
    {
        using var folder = new TempFolder();
        foreach (var program in new[] { "ffmpeg", "ffprobe" })
        {
            File.WriteAllText(folder.File(program), $"#!/bin/sh\necho '{program} version {version}'\necho ' VFS..D h264 H.264'\necho ' VFS..D hevc HEVC'\n");
            File.SetUnixFileMode(folder.File(program), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return (await FfmpegCheck.RunAsync(new VideoOptions { Ffmpeg = folder.File("ffmpeg") }, TimeProvider.System, CancellationToken.None)).Single().Result;
    }

    [Test]
    public void Model_AsItShouldBe_IsTimed()
    {
        var line = ModelCheck.Run(Detecting(Repository.File("models")), TimeProvider.System).Single();

        Assert.That(line.Result, Is.EqualTo(CheckResult.Ok));
        Assert.That(line.Figures["milliseconds"], Is.GreaterThan(0));
    }

    [TestCase(null, "is missing")]
    [TestCase("cut short", "another file")]
    public void Model_MissingOrDamaged_FailsWithTheCommandThatHelps(string? content, string said)
    {
        using var folder = new TempFolder();
        File.Copy(Repository.File("models", "nanodet.json"), folder.File("nanodet.json"));
        if (content is not null)
        {
            File.WriteAllText(folder.File("nanodet.onnx"), content);
        }

        var line = ModelCheck.Run(Detecting(folder.Path), TimeProvider.System).Single();

        Assert.That(line.Result, Is.EqualTo(CheckResult.Fail));
        Assert.That(line.Summary.En, Does.Contain(said));
        Assert.That(line.Fix!.En, Does.Contain($"models pull --models {folder.Path}"));
    }

    [Test]
    public void Heads_RulesAboutPersons_AreCountedWithThePoseAndTimed()
    {
        var line = Heads(Repository.File("models"), new RuleOptions { Rule = "no_hat" }, new RuleOptions { Rule = "no_mask" }).Single();

        Assert.That((line.Result, line.Subject), Is.EqualTo((CheckResult.Ok, "models")));
        Assert.That(line.Summary.En, Does.StartWith("models that look at persons (3 with the pose)"));
    }

    [Test]
    public void Heads_NoRuleAboutPersons_SaysNothing() =>
        Assert.That(Heads("nowhere", new RuleOptions { Rule = "animal" }), Is.Empty);

    [Test]
    public void Heads_ModelIsMissing_FailsWithTheCommandThatHelps()
    {
        using var folder = new TempFolder();
        File.Copy(Repository.File("models", "movenet.json"), folder.File("movenet.json"));

        var line = Heads(folder.Path, new RuleOptions { Rule = "no_mask" }).Single();

        Assert.That(line.Result, Is.EqualTo(CheckResult.Fail));
        Assert.That(line.Summary.En, Does.Contain("movenet.onnx"));
        Assert.That(line.Fix!.En, Does.Contain($"models pull --models {folder.Path}"));
    }

    private static IEnumerable<CheckLine> Heads(string folder, params RuleOptions[] rules) => HeadCheck.Run(
        [new CameraOptions { Id = "kitchen" }], new RulesOptions { Active = rules }, new DetectionOptions { ModelFolder = folder });

    [Test]
    public void Model_OwnOneThatIsNotTheManifests_SaysTheSumThatItHas()
    {
        using var model = new OwnDetector(DetectorGraphs.Constant(), OwnDetector.Boxes);
        File.AppendAllText(model.Onnx, "x");

        var line = ModelCheck.Run(Detecting(model.Folder, "own"), TimeProvider.System).Single();

        Assert.That(line.Result, Is.EqualTo(CheckResult.Fail));
        Assert.That(line.Fix!.En, Does.Contain($"set sha256 in own.json to {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(model.Onnx)))}"));
    }

    [Test]
    public void Model_OwnOneIsMissing_SaysWhereItShouldBe()
    {
        using var model = new OwnDetector(DetectorGraphs.Constant(), OwnDetector.Boxes);
        File.Delete(model.Onnx);

        Assert.That(ModelCheck.Run(Detecting(model.Folder, "own"), TimeProvider.System).Single().Summary.En, Does.EndWith(model.Onnx));
    }

    [Test]
    public void Model_LacksALabelThatRulesNeed_WarnsAndNamesThem()
    {
        using var model = new OwnDetector(DetectorGraphs.Constant(), OwnDetector.Boxes);
        model.Change("\"person\"", "\"worker\"");
        var options = Detecting(model.Folder, "own") with
        {
            Cameras = [new CameraOptions { Id = "hall", SubStream = "rtsp://192.168.1.64/1" }],
            Rules = new RulesOptions { Active = [new() { Rule = "intrusion" }, new() { Rule = "no_mask" }, new() { Rule = "animal" }, new() { Rule = "camera_lost" }] },
        };

        var lines = ModelCheck.Run(options, TimeProvider.System).ToList();

        Assert.That(lines.Select(line => line.Result), Is.EqualTo(new[] { CheckResult.Ok, CheckResult.Warn }));
        Assert.That(lines[1].Summary.En, Is.EqualTo("the detector own never reports person: intrusion, no_mask will never see anything"));
    }

    [Test]
    public async Task Page_PortFree_IsOk() => Assert.That(await PageAsync(FreePort.Next()), Is.EqualTo("page.free"));

    [Test]
    public async Task Page_OwnAgentAnswers_SaysThatItRuns()
    {
        await using var page = await ServedPage.StartAsync(change: sources => sources with { Site = "tofu-042" });

        Assert.That(await PageAsync(page.Address.Port), Is.EqualTo("page.running"));
    }

    [Test]
    public async Task Page_OwnAgentDoesNotWatchEveryCamera_NamesThemAndFails()
    {
        await using var page = await ServedPage.StartAsync(change: sources => sources with { Site = "tofu-042" });
        page.Post("hall", "豆浆间", CameraState.Watching);
        page.Post("yard", "后院", CameraState.LoginRefused, reason: "401 Unauthorized");
        page.Post("store", "库房", CameraState.Frozen, reason: "one and the same picture");
        page.Post("door", "大门", CameraState.Paused, reason: "paused");

        var lines = await PageCheck.RunAsync(new StatusPageOptions { Port = page.Address.Port }, "tofu-042", CancellationToken.None);

        Assert.That(lines.Skip(1).Select(line => (line.Result, line.Summary.Zh)), Is.EquivalentTo(new[]
        {
            (CheckResult.Warn, "程序正在运行，但没有在正常监看 大门：已暂停"),
            (CheckResult.Fail, "程序正在运行，但没有在正常监看 库房：画面卡住不动"),
            (CheckResult.Fail, "程序正在运行，但没有在正常监看 后院：登录被拒绝"),
        }));
    }

    [Test]
    public void Words_OfEveryStateInWhichACameraDoesNotWatch_AreThere() => Assert.That(
        Enum.GetValues<CameraState>().Except([CameraState.Watching, CameraState.Finished]).Select(state => $"word.agentState.{CheckTexts.Figure(state)}"),
        Is.SubsetOf(CheckTexts.All.Keys));

    [Test]
    public async Task Page_OtherProgramAnswers_Fails()
    {
        using var other = await RtspCamera.StartAsync(await TestClips.SubAsync());

        Assert.That(await PageAsync(other.Port), Is.EqualTo("page.taken"));
    }

    [Test]
    public async Task Page_AgentOfAnotherSite_IsAnotherProgram()
    {
        await using var page = await ServedPage.StartAsync();

        Assert.That(await PageAsync(page.Address.Port), Is.EqualTo("page.taken"));
    }

    [Test]
    public void Rules_NoneOrNoCameraLost_Warn()
    {
        var none = RuleCheck.Run(With());
        var blind = RuleCheck.Run(With("intrusion"));
        var whole = RuleCheck.Run(With("camera_lost"));

        Assert.Multiple(() =>
        {
            Assert.That(none.Select(line => line.Result), Is.EqualTo(new[] { CheckResult.Warn }));
            Assert.That(blind.Select(line => line.Result), Is.EqualTo(new[] { CheckResult.Ok, CheckResult.Warn }));
            Assert.That(whole.Select(line => line.Result), Is.EqualTo(new[] { CheckResult.Ok }));
        });
    }

    [Test]
    public void Rules_WorkwearNotTaught_IsSaid()
    {
        using var folder = new TempFolder();
        var options = With("camera_lost", "no_workwear") with { Storage = new StorageOptions { Folder = folder.Path } };

        var line = RuleCheck.Run(options).Last();

        Assert.That((line.Result, line.Figures["part"]), Is.EqualTo((CheckResult.Warn, "torso")));
        Assert.That(line.Summary.En, Does.Contain("workwear not taught yet"));
    }

    private static AgentOptions With(params string[] rules) => new()
    {
        Cameras = [new CameraOptions { Id = "hall" }],
        Detection = new DetectionOptions { ModelFolder = ShippedModels.Folder.Path },
        Rules = new RulesOptions { TimeZone = "UTC", Active = [.. rules.Select(rule => new RuleOptions { Rule = rule })] },
    };

    /// <returns>Key of the text.</returns>
    private static async Task<string> PageAsync(int port)
    {
        var line = (await PageCheck.RunAsync(new StatusPageOptions { Port = port }, "tofu-042", CancellationToken.None)).Single();
        return CheckTexts.All.Keys.Single(key => key.StartsWith("page.", StringComparison.Ordinal) && key != "page.notWatched" && CheckTexts.Summary(key, ("port", port)) == line.Summary);
    }

    private static AgentOptions Detecting(string models, string detector = "nanodet") =>
        new() { Detection = new DetectionOptions { ModelFolder = models, Detector = detector } };

    private static CheckedStream Stream(StreamRole role, double kilobits) =>
        new(role, new StreamFigures("h264", "Main", 1920, 1080, 25, false, 2, kilobits), "tcp");
}
