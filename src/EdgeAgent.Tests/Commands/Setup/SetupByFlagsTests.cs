using System.Text.Json.Nodes;
using EdgeAgent.Configuration;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Configuration;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Onvif;

namespace EdgeAgent.Tests.Commands.Setup;

/// <summary>The verb as scripts call it, in a process of its own.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
public sealed class SetupByFlagsTests
{
    private const string Password = "night-in-gale/1";
    private static readonly string[] Site = ["--city", "quanzhou", "--county", "anxi", "--site", "tofu-042", "--broker", "mqtt://127.0.0.1:1"];

    private TempFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new TempFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public async Task Setup_TwiceTheSame_SecondTimeNothingIsWritten()
    {
        string[] flags =
        [
            .. Site, "--user", "admin", "--password-env", "CAMERAS", "--no-check",
            "--camera", "id=kitchen,name=操作间,onvif=127.0.0.1:1,zones=floor", "--camera", "id=store,brand=hikvision,host=192.168.1.65",
        ];

        using var first = await RunAsync(flags);
        var written = File.ReadAllText(folder.File("config.json"));
        using var second = await RunAsync(flags);

        Assert.That((await first.ExitAsync(), await second.ExitAsync()), Is.EqualTo((0, 0)), first.Transcript() + second.Transcript());
        Assert.That(second.Transcript(), Does.Contain("nothing was written"));
        Assert.That(File.ReadAllText(folder.File("config.json")), Is.EqualTo(written));
        Assert.That(Directory.GetFiles(folder.Path, "*.bak.*"), Is.Empty);
        var options = ConfigurationFile.Load(folder.File("config.json"));
        Assert.That(options.Cameras.Select(camera => (camera.Id, camera.Login()!.Password)), Is.EqualTo(new[] { ("kitchen", Password), ("store", Password) }));
        Assert.That(options.Cameras[1].SubStream, Is.EqualTo("rtsp://192.168.1.65/Streaming/Channels/102"));
        Assert.That(written + first.Transcript() + second.Transcript(), Does.Not.Contain(Password));
    }

    [Test]
    public async Task Setup_KnownConfiguration_KeepsItAndItsCopy()
    {
        File.WriteAllText(folder.File("config.json"), Sample.Text);

        using var setup = await RunAsync("--no-check", "--camera", "id=door,sub=rtsp://192.168.1.70/sub");

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        var options = ConfigurationFile.Load(folder.File("config.json"));
        Assert.That(options.Cameras.Select(camera => camera.Id), Is.EqualTo(new[] { "kitchen", "store", "door" }));
        Assert.That(File.ReadAllText(Directory.GetFiles(folder.Path, "config.json.bak.*").Single()), Is.EqualTo(Sample.Text));
    }

    [Test]
    public async Task Setup_WorkshopAndLaterItsZones_AddsTheRulesThatWaited()
    {
        string[] flags = [.. Site, "--no-check", "--workshop", "canteen", "--camera", "id=kitchen,sub=rtsp://192.168.1.64/sub"];
        using var first = await RunAsync(flags);
        var config = JsonNode.Parse(File.ReadAllText(folder.File("config.json")))!;
        config["cameras"]![0]!["zones"] = JsonNode.Parse("""{ "raw": [[0,0],[0.2,0],[0.2,1]], "wash": [[0.3,0],[0.5,0],[0.5,1]], "cooked": [[0.7,0],[1,0],[1,1]] }""");
        File.WriteAllText(folder.File("config.json"), config.ToJsonString());

        using var second = await RunAsync("--no-check", "--workshop", "canteen");
        using var third = await RunAsync("--no-check", "--workshop", "canteen");

        Assert.That((await first.ExitAsync(), await second.ExitAsync(), await third.ExitAsync()), Is.EqualTo((0, 0, 0)), second.Transcript());
        Assert.That(first.Transcript(), Does.Contain("cross_contamination").And.Contain("raw, wash, cooked"));
        Assert.That(second.Transcript(), Does.Match("dirty_floor.* waits for the areas.*floor").And.Not.Match("cross_contamination.* waits for the areas"));
        Assert.That(third.Transcript(), Does.Contain("nothing was written"));
        var crossing = ConfigurationFile.Load(folder.File("config.json")).Rules.Active.Single(rule => rule.Rule == "cross_contamination");
        Assert.That((crossing.Zone, crossing.Through, crossing.To, crossing.StaySeconds), Is.EqualTo(("raw", "wash", "cooked", 10.0)));
    }

    [Test]
    public async Task Setup_ValuesMissing_NamesAllFlagsAndWritesNothing()
    {
        using var setup = await RunAsync("--city", "quanzhou");

        Assert.That(await setup.ExitAsync(), Is.EqualTo(2));
        Assert.That(setup.Transcript(), Does.Contain("--county, --site, --broker, --camera or --discover"));
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty);
    }

    [TestCase("--city", "Quanzhou City", "uplink.city")]
    [TestCase("--broker", "mqtt://me:nightingale@host", "--broker must not hold the login")]
    [TestCase("--hours", "6-20", "--hours must be like")]
    [TestCase("--workshop", "pub", "there are distillery, bakery, tofu")]
    [TestCase("--password-env", "EDGEAGENT_NOT_SET", "EDGEAGENT_NOT_SET is not set")]
    public async Task Setup_ValueCannotBe_IsWrongUsageAndWritesNothing(string flag, string value, string said)
    {
        var others = Site.Chunk(2).Where(pair => pair[0] != flag).SelectMany(pair => pair);
        using var setup = await RunAsync([.. others, flag, value, "--camera", "id=a,sub=rtsp://192.168.1.64/sub", "--no-check"]);

        Assert.That(await setup.ExitAsync(), Is.EqualTo(2), setup.Transcript());
        Assert.That(setup.Transcript(), Does.Contain(said).And.Not.Contain("nightingale"));
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty);
    }

    [Test]
    public async Task Setup_SecretsFileOpenToOthers_IsRefusedAndNothingWritten()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("rights of Unix");
            return;
        }

        File.WriteAllText(folder.File("secrets.json"), "{}");
        File.SetUnixFileMode(folder.File("secrets.json"), (UnixFileMode)Convert.ToInt32("644", 8));

        using var setup = await RunAsync([.. Site, "--camera", "id=a,sub=rtsp://192.168.1.64/sub", "--user", "admin", "--password-env", "CAMERAS", "--no-check"]);

        Assert.That(await setup.ExitAsync(), Is.EqualTo(2), setup.Transcript());
        Assert.That(setup.Transcript(), Does.Contain("chmod 600").And.Not.Contain(Password));
        Assert.That(File.Exists(folder.File("config.json")), Is.False);
    }

    [TestCase("sub=rtsp://192.168.1.65:554/cam/realmonitor?channel=1&subtype=1", "store")]
    [TestCase("brand=dahua,host=192.168.1.65", "store")]
    [TestCase("sub=rtsp://192.168.1.70/sub", "door")]
    public async Task Setup_CameraThatIsThereAlready_IsWrongUsageAndNamesBoth(string place, string same)
    {
        File.WriteAllText(folder.File("config.json"), Sample.Text);

        using var setup = await RunAsync("--no-check", "--camera", "id=door,sub=rtsp://192.168.1.70/sub", "--camera", $"id=again,{place}");

        Assert.That(await setup.ExitAsync(), Is.EqualTo(2), setup.Transcript());
        Assert.That(setup.Transcript(), Does.Match($"{same} and again are one camera|again and {same} are one camera"));
        Assert.That(File.ReadAllText(folder.File("config.json")), Is.EqualTo(Sample.Text));
    }

    [Test]
    public async Task Setup_WithoutTheCheck_AsksTheCameraForItsNameAllTheSame()
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { IsDiscoverable = true, Address = FreeAddress.Next(), Endpoint = "urn:uuid:of-this-test" });

        using var setup = await RunAsync([.. Site, "--no-check", "--camera", $"id=kitchen,onvif={camera.Address}"]);

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        Assert.That(ConfigurationFile.Load(folder.File("config.json")).Cameras.Single().Onvif!.Endpoint, Is.EqualTo("urn:uuid:of-this-test"));
        Assert.That(setup.Transcript(), Does.Not.Contain("does not tell its name"));
    }

    [Test]
    public async Task Setup_CameraDoesNotTellItsName_IsSaid()
    {
        using var setup = await RunAsync([.. Site, "--no-check", "--camera", $"id=kitchen,onvif=127.0.0.1:{FreePort.Next()}"]);

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        Assert.That(setup.Transcript(), Does.Contain("没有说出网络名称").And.Contain("does not tell its name"));
    }

    [Test]
    public async Task Setup_CameraWasReplacedAtAnotherAddress_GetsTheNewOnesName()
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { IsDiscoverable = true, Address = FreeAddress.Next(), Endpoint = "urn:uuid:new" });
        File.WriteAllText(folder.File("config.json"), Sample.With(sample =>
        {
            sample["cameras"] = new JsonArray(
                new JsonObject { ["id"] = "kitchen", ["onvif"] = new JsonObject { ["address"] = "127.0.0.1:1", ["endpoint"] = "urn:uuid:old" } });
            sample["rules"]!["active"] = new JsonArray(new JsonObject { ["rule"] = "camera_lost" });
        }));

        using var setup = await RunAsync("--no-check", "--camera", $"id=kitchen,onvif={camera.Address}");

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        var onvif = ConfigurationFile.Load(folder.File("config.json")).Cameras.Single().Onvif!;
        Assert.That((onvif.Address, onvif.Endpoint), Is.EqualTo((camera.Address, "urn:uuid:new")));
    }

    [Test, Platform("Linux"), System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Setup_PasswordWrittenOut_LeavesItInACopyForItsOwnerAlone()
    {
        File.WriteAllText(folder.File("config.json"), Sample.With(sample => sample["cameras"]![0]!["password"] = Password));
        File.SetUnixFileMode(folder.File("config.json"), (UnixFileMode)Convert.ToInt32("644", 8));

        using var setup = await RunAsync("--no-check");

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        Assert.That(Convert.ToString((int)File.GetUnixFileMode(Directory.GetFiles(folder.Path, "config.json.bak.*").Single()), 8), Is.EqualTo("600"));
        Assert.That(Convert.ToString((int)File.GetUnixFileMode(folder.File("config.json")), 8), Is.EqualTo("644"));
    }

    [Test]
    public async Task Setup_OnvifCameraAndBroker_IsAcceptedByTheCheck()
    {
        using var stream = await RtspCamera.StartAsync(await TestClips.PersonAsync(), RtspLogin.Digest);
        await using var camera = await OnvifCamera.StartAsync(Simulated.Of(stream));
        using var broker = await MosquittoBroker.RunAsync();

        using var setup = await RunAsync(
            "--city", "quanzhou", "--county", "anxi", "--site", "tofu-042", "--broker", broker.Address,
            "--user", RtspCamera.User, "--password-env", "CAMERAS_TRUE", "--camera", $"id=kitchen,onvif={camera.Address}");

        Assert.That(setup.Transcript(), Does.Contain("EdgeAgent run --config"));
        // The page's port may be taken on this machine.
        Assert.That(
            setup.Output.Where(line => line.StartsWith("FAIL", StringComparison.Ordinal)).Where(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1] is not "page"),
            Is.Empty,
            setup.Transcript());
        Assert.That(setup.Transcript(), Does.Not.Contain(RtspCamera.Password));
        Assert.That(new SecretsFile(folder.Path).Find("kitchen"), Is.EqualTo(RtspCamera.Password));
    }

    private async Task<ChildProcess> RunAsync(params string[] flags)
    {
        var passwords = new Dictionary<string, string?> { ["CAMERAS"] = Password, ["CAMERAS_TRUE"] = RtspCamera.Password };
        var setup = AgentProcess.StartVerb(passwords, ["setup", "--config", folder.File("config.json"), "--yes", .. flags]);
        setup.CloseInput();
        await setup.ExitAsync();
        return setup;
    }
}
