using System.Text.Json.Nodes;
using EdgeAgent.Configuration;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Onvif;

namespace EdgeAgent.Tests.Commands.Setup;

/// <summary>The wizard as an installer meets it, in a process of its own, with the answers typed line by line.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
public sealed class SetupDialogueTests
{
    private const string Enter = "";

    private TempFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new TempFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public async Task Setup_CameraByBrandFirstPasswordWrong_AsksAgainForItAndWritesAll()
    {
        using var camera = await TypedSetup.TpLinkAsync();
        using var broker = await MosquittoBroker.RunAsync();

        using var setup = await RunAsync(
            ["--no-check"],
            $"127.0.0.1:{camera.Port}", "4", $"{camera.Port}", Enter,
            RtspCamera.User, "wrong-nightingale",
            Enter, "wrong-nightingale", Enter, RtspCamera.Password,
            "1", "主厨房", "2",
            "quanzhou", "Anxi", "anxi", "tofu-042", "9", "3", "05:00-21:00",
            broker.Address, Enter,
            "y");

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        var options = ConfigurationFile.Load(folder.File("config.json"));
        var kitchen = options.Cameras.Single();
        Assert.Multiple(() =>
        {
            Assert.That((kitchen.Id, kitchen.Name, kitchen.SubStream), Is.EqualTo(("kitchen", "主厨房", $"rtsp://127.0.0.1:{camera.Port}/stream2")));
            Assert.That(kitchen.Login()!.Password, Is.EqualTo(RtspCamera.Password));
            Assert.That(kitchen.Zones.Keys, Is.EqualTo(new[] { "floor" }));
            Assert.That($"{options.Rules.Active[0].Hours.Single()}", Is.EqualTo("21:00-05:00"));
            Assert.That(setup.Transcript(), Does.Contain("已被拒绝").And.Contain("refused already"), "the same password is not tried twice");
            Assert.That(setup.Transcript(), Does.Contain("the broker takes this site's messages"));
            Assert.That(options.Rules.Active.Select(rule => rule.Rule), Does.Contain("phone_use").And.Not.Contain("cross_contamination"));
            Assert.That(setup.Transcript(), Does.Contain("泡豆").And.Contain("setup --workshop tofu"), "what is to be drawn");
            Assert.That(setup.Transcript(), Does.Not.Contain("nightingale").And.Not.Contain(RtspCamera.Password));
        });
    }

    [Test]
    public async Task Setup_OnvifCamera_ShowsAPictureAndNeverTriesAWrongPasswordTwice()
    {
        using var stream = await RtspCamera.StartAsync(await TestClips.PersonAsync(), RtspLogin.Digest);
        await using var camera = await OnvifCamera.StartAsync(Simulated.Of(stream) with { LocksAfter = 3 });

        using var setup = await RunAsync(
            ["--no-check"],
            camera.Address, Enter, RtspCamera.User, "wrong", Enter, RtspCamera.Password, Enter, Enter, Enter,
            "quanzhou", "anxi", "tofu-042", Enter, Enter, "mqtt://127.0.0.1:1", Enter, "n", Enter);

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        Assert.That(setup.Transcript(), Does.Match(@"picture: .*\.jpg"));
        Assert.That(camera.RefusedLogins, Is.EqualTo(1));
        Assert.That(ConfigurationFile.Load(folder.File("config.json")).Cameras.Single().Onvif!.Address, Is.EqualTo(camera.Address));
    }

    [Test]
    public async Task Setup_HostileNameOfACamera_DoesNothingToTheTerminal()
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Name = "\u001b[2J\u0007evil\u202e", Model = "\u001b]0;x\u0007" });

        using var setup = await RunAsync(["--no-check"], camera.Address);

        Assert.That(await setup.ExitAsync(), Is.EqualTo(1));
        Assert.That(setup.Transcript().Where(letter => char.IsControl(letter) && letter is not ('\n' or '\r') || letter == '\u202e'), Is.Empty);
    }

    [Test]
    public async Task Setup_KnownConfigurationAndOnlyEnter_ChangesNothing()
    {
        using var camera = await TypedSetup.TpLinkAsync();
        using var broker = await MosquittoBroker.RunAsync();
        string[] answers =
        [
            $"127.0.0.1:{camera.Port}", "4", $"{camera.Port}", Enter, RtspCamera.User, RtspCamera.Password, Enter, Enter, Enter,
            "quanzhou", "anxi", "tofu-042", Enter, Enter, broker.Address, Enter, Enter,
        ];
        using var first = await RunAsync(["--no-check"], answers);
        var written = File.ReadAllText(folder.File("config.json"));

        using var second = await RunAsync(["--no-check"], Enter, Enter, Enter, Enter, Enter, Enter, Enter);

        Assert.That((await first.ExitAsync(), await second.ExitAsync()), Is.EqualTo((0, 0)), second.Transcript());
        Assert.That(second.Transcript(), Does.Contain("nothing was written"));
        Assert.That(File.ReadAllText(folder.File("config.json")), Is.EqualTo(written));
    }

    [Test]
    public async Task Setup_BrokerRefusesThePassword_AsksForAnother()
    {
        using var camera = await TypedSetup.TpLinkAsync();
        using var broker = await MosquittoBroker.RunAsync($"password_file {await MosquittoBroker.PasswordFileAsync(folder, "tofu", "right")}");

        using var setup = await RunAsync(
            ["--no-check"],
            $"127.0.0.1:{camera.Port}", "4", $"{camera.Port}", Enter, RtspCamera.User, RtspCamera.Password, Enter, Enter, Enter,
            "quanzhou", "anxi", "tofu-042", Enter, Enter, broker.Address, "tofu", "wrong", Enter, Enter, Enter, "right", Enter);

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        Assert.That(setup.Transcript(), Does.Contain("the broker takes this site's messages"));
        Assert.That(new SecretsFile(folder.Path).Find("uplink.broker"), Is.EqualTo("right"));
    }

    [Test]
    public async Task Setup_WrongBrand_AnotherIsTriedWithTheSameLogin()
    {
        using var camera = await TypedSetup.TpLinkAsync();

        using var setup = await RunAsync(
            ["--no-check"],
            $"127.0.0.1:{camera.Port}", "1", $"{camera.Port}", Enter, RtspCamera.User, RtspCamera.Password, "perhaps", Enter, "99", "4", Enter, Enter, Enter, Enter,
            "quanzhou", "anxi", "tofu-042", Enter, Enter, "mqtt://127.0.0.1:1", Enter, "n", Enter);

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        Assert.That(setup.Transcript(), Does.Contain("Please answer y or n."));
        Assert.That(setup.Transcript(), Does.Contain("one number from the list"));
        Assert.That(ConfigurationFile.Load(folder.File("config.json")).Cameras.Single().SubStream, Is.EqualTo($"rtsp://127.0.0.1:{camera.Port}/stream2"));
    }

    [Test]
    public async Task Setup_WrongBrandAndNoOtherIsKnown_EnterLeavesTheCameraOut()
    {
        using var camera = await TypedSetup.TpLinkAsync();

        using var setup = await RunAsync(
            ["--no-check"],
            $"127.0.0.1:{camera.Port}", "1", $"{camera.Port}", Enter, RtspCamera.User, Enter, Enter, RtspCamera.User, RtspCamera.Password, Enter, Enter, Enter);

        Assert.That(setup.Transcript(), Does.Contain("Have the cameras no password?"), "Enter is no password");
        Assert.That(setup.Transcript(), Does.Contain("is left out").And.Not.Contain("one number from the list"));
        Assert.That(camera.RefusedLogins, Is.Zero);
    }

    [Test]
    public async Task Setup_SameCameraTwice_IsAddedOnce()
    {
        using var stream = await RtspCamera.StartAsync(await TestClips.PersonAsync(), RtspLogin.Digest);
        await using var camera = await OnvifCamera.StartAsync(Simulated.Of(stream));
        string[] answers =
        [
            camera.Address, camera.Address, Enter, RtspCamera.User, RtspCamera.Password, Enter, Enter, Enter,
            "quanzhou", "anxi", "tofu-042", Enter, Enter, "mqtt://127.0.0.1:1", Enter, "n", Enter,
        ];

        using var first = await RunAsync(["--no-check"], answers);
        using var second = await RunAsync(["--no-check"], camera.Address, Enter, Enter, Enter, Enter, Enter, Enter, Enter, "n");

        Assert.That((await first.ExitAsync(), await second.ExitAsync()), Is.EqualTo((0, 0)), first.Transcript() + second.Transcript());
        Assert.That(first.Transcript(), Does.Contain("is on the list already"));
        Assert.That(second.Transcript(), Does.Contain("already in the configuration"));
        Assert.That(ConfigurationFile.Load(folder.File("config.json")).Cameras, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Setup_PasswordOfAKnownCameraChanged_IsTriedAndKept()
    {
        using var camera = await TypedSetup.TpLinkAsync();
        using var first = await RunAsync(
            ["--no-check"],
            $"127.0.0.1:{camera.Port}", "4", $"{camera.Port}", Enter, RtspCamera.User, "wrong", Enter, Enter, "y", Enter, Enter, Enter,
            "quanzhou", "anxi", "tofu-042", Enter, Enter, "mqtt://127.0.0.1:1", Enter, "n", Enter);
        var before = File.ReadAllText(folder.File("config.json"));

        using var second = await RunAsync(["--no-check"], Enter, "1", RtspCamera.User, RtspCamera.Password, Enter, Enter, Enter, Enter, Enter, "n");

        Assert.That((await first.ExitAsync(), await second.ExitAsync()), Is.EqualTo((0, 0)), first.Transcript() + second.Transcript());
        Assert.That(new SecretsFile(folder.Path).Find("kitchen"), Is.EqualTo(RtspCamera.Password));
        Assert.That(File.ReadAllText(folder.File("config.json")), Is.EqualTo(before));
    }

    [Test]
    public async Task Setup_PathOfAKnownCameraIsWrong_AnotherBrandCanBeTried()
    {
        using var camera = await TypedSetup.TpLinkAsync();
        using var first = await RunAsync(
            ["--no-check"],
            $"127.0.0.1:{camera.Port}", "1", $"{camera.Port}", Enter, RtspCamera.User, RtspCamera.Password, "n", "y", Enter, Enter, Enter,
            "quanzhou", "anxi", "tofu-042", Enter, Enter, "mqtt://127.0.0.1:1", Enter, "n", Enter);

        using var second = await RunAsync(
            ["--no-check"], Enter, "1", RtspCamera.User, RtspCamera.Password, Enter, "4", Enter, Enter, Enter, Enter, Enter, Enter, "n", Enter);

        Assert.That((await first.ExitAsync(), await second.ExitAsync()), Is.EqualTo((0, 0)), first.Transcript() + second.Transcript());
        Assert.That(ConfigurationFile.Load(folder.File("config.json")).Cameras.Single().SubStream, Is.EqualTo($"rtsp://127.0.0.1:{camera.Port}/stream2"));
    }

    [TestCase(0)]
    [TestCase(2)]
    [TestCase(5)]
    public async Task Setup_InputEnds_SaysSoAndWritesNothing(int lines)
    {
        using var camera = await TypedSetup.TpLinkAsync();
        string[] answers = [$"127.0.0.1:{camera.Port}", "4", $"{camera.Port}", Enter, RtspCamera.User, RtspCamera.Password];

        using var setup = await RunAsync([], answers[..lines]);

        Assert.That(await setup.ExitAsync(), Is.EqualTo(1));
        Assert.That(setup.Transcript(), Does.Contain("nothing was changed"));
        Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test]
    public async Task Setup_AskedToStop_LeavesEverythingAsItWas()
    {
        File.WriteAllText(folder.File("config.json"), Configuration.Sample.Text);
        using var setup = AgentProcess.StartVerb(null, "setup", "--config", folder.File("config.json"));
        setup.WriteLine(Enter);
        setup.WriteLine(Enter);
        await Eventually.Holds(() => setup.Errors.Any(line => line.Contains("Step 4", StringComparison.Ordinal)), "it asks for the site");

        setup.AskToStop();

        Assert.That(await setup.ExitAsync(), Is.EqualTo(1), setup.Transcript());
        Assert.That(setup.Transcript(), Does.Contain("nothing was changed"));
        Assert.That(File.ReadAllText(folder.File("config.json")), Is.EqualTo(Configuration.Sample.Text));
        Assert.That(Directory.GetFileSystemEntries(folder.Path), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Setup_NotConfirmed_WritesNothing()
    {
        File.WriteAllText(folder.File("config.json"), Configuration.Sample.With(sample => sample["uplink"]!["broker"] = new JsonObject { ["address"] = "mqtt://127.0.0.1:1" }));

        using var setup = await RunAsync([], Enter, Enter, Enter, Enter, "tofu-043", Enter, Enter, "n", "n");

        Assert.That(await setup.ExitAsync(), Is.EqualTo(1), setup.Transcript());
        Assert.That(ConfigurationFile.Load(folder.File("config.json")).Uplink.Site, Is.EqualTo("tofu-042"));
        Assert.That(new SecretsFile(folder.Path).Find("kitchen"), Is.Null);
    }

    private Task<ChildProcess> RunAsync(string[] flags, params string[] answers) => TypedSetup.RunAsync(folder, flags, answers);
}
