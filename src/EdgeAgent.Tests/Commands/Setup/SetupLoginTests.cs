using System.Text.Json.Nodes;
using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Configuration;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Onvif;
using static EdgeAgent.Tests.Commands.Setup.TypedSetup;

namespace EdgeAgent.Tests.Commands.Setup;

/// <summary>The wizard's second step: logins of several cameras, and of those that the file has already.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
public sealed class SetupLoginTests
{
    private const string Enter = "";

    private TempFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new TempFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public async Task Setup_CommonPasswordMistyped_IsTypedAnewOnceForAllCameras()
    {
        using var first = await TpLinkAsync();
        using var second = await TpLinkAsync();
        using var other = await TpLinkAsync();
        await other.ChangePasswordAsync("another");

        using var setup = await RunAsync(
            folder, ["--no-check"],
            [
                .. Added(first), .. Added(second), .. Added(other), Enter,
                RtspCamera.User, "mistyped", Enter, RtspCamera.Password,
                Enter, "mistyped", Enter, RtspCamera.Password, Enter, "another",
                Enter, Enter, Enter, Enter, Enter, Enter, Enter, Enter, Enter, .. NewSite,
            ]);

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        Assert.That(setup.Transcript(), Does.Contain("tried once at the others that refused the first; cameras: 2"));
        Assert.That(setup.Transcript().Split("refused already").Length - 1, Is.EqualTo(2), "the third has seen both passwords");
        Assert.That(
            ConfigurationFile.Load(folder.File("config.json")).Cameras.Select(camera => camera.Login()!.Password),
            Is.EqualTo(new[] { RtspCamera.Password, RtspCamera.Password, "another" }));
    }

    [Test]
    public async Task Setup_TwoWrongBrandsCorrectedToOnePath_IsAddedOnce()
    {
        using var camera = await TpLinkAsync();

        using var setup = await RunAsync(
            folder, ["--no-check"],
            [
                .. Added(camera, "1"), .. Added(camera, "2"), Enter, RtspCamera.User, RtspCamera.Password,
                Enter, "4", Enter, Enter, "4", Enter, "n", "n", Enter, Enter, Enter, .. NewSite,
            ]);

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        Assert.That(setup.Transcript(), Does.Contain("is on the list already").And.Contain("is left out"));
        Assert.That(ConfigurationFile.Load(folder.File("config.json")).Cameras, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Setup_KnownCameraMovedWithANewPassword_IsOneChangeWithTheUserItHas()
    {
        using var stream = await RtspCamera.StartAsync(await TestClips.PersonAsync(), RtspLogin.Digest);
        await using var camera = await OnvifCamera.StartAsync(Simulated.Of(stream) with { IsDiscoverable = true, Address = FreeAddress.Next() });
        var endpoint = (await new OnvifDiscovery(TimeProvider.System).ProbeAsync(camera.Address, CancellationToken.None))!.Endpoint;
        WriteKnown(new JsonObject
        {
            ["id"] = "kitchen",
            ["onvif"] = new JsonObject { ["address"] = "127.0.0.1:1", ["endpoint"] = endpoint },
            ["user"] = RtspCamera.User,
            ["password"] = "secret:kitchen",
        });

        using var setup = await RunAsync(
            folder, ["--no-check"], camera.Address, Enter, Enter, "1", Enter, RtspCamera.Password, Enter, Enter, Enter, Enter, Enter, "n", Enter);

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        Assert.That(setup.Transcript(), Does.Contain($"1. kitchen  {camera.Address}"), "the list has the new address");
        Assert.That(setup.Transcript(), Does.Match($"~ kitchen +→ {camera.Address} +new user name and password"));
        var kitchen = ConfigurationFile.Load(folder.File("config.json")).Cameras.Single();
        Assert.That((kitchen.Onvif!.Address, kitchen.Login()!.User, kitchen.Login()!.Password), Is.EqualTo((camera.Address, RtspCamera.User, RtspCamera.Password)));
    }

    [Test]
    public async Task Setup_RecorderWithTwoCamerasOfTheFileHasMoved_BothAreOfferedItsNewAddress()
    {
        await using var recorder = await OnvifCamera.StartAsync(new OnvifSetup { IsDiscoverable = true, Address = FreeAddress.Next(), Endpoint = "urn:uuid:recorder" });
        JsonObject Channel(string id) => new()
        {
            ["id"] = id,
            ["onvif"] = new JsonObject { ["address"] = "127.0.0.1:1", ["endpoint"] = "urn:uuid:recorder", ["subProfile"] = id },
        };
        WriteKnown(Channel("first"), Channel("second"));

        using var setup = await RunAsync(
            folder, ["--no-check"], recorder.Address, Enter, Enter, Enter, Enter, Enter, Enter, Enter, Enter, Enter, "n", Enter);

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        Assert.That(
            ConfigurationFile.Load(folder.File("config.json")).Cameras.Select(camera => camera.Onvif!.Address), Is.EqualTo(new[] { recorder.Address, recorder.Address }));
    }

    [Test]
    public async Task Setup_NoNewPasswordIsGivenForAKnownCamera_ItsLoginStaysAndIsNotShown()
    {
        using var camera = await TpLinkAsync();
        WriteKnown(KnownByStream(camera, "secret:kitchen"));

        using var setup = await RunAsync(
            folder, ["--no-check"], Enter, "1", Enter, Enter, Enter, Enter, Enter, Enter, Enter, "n");

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        Assert.That(setup.Transcript(), Does.Contain("The login of kitchen stays as it is.").And.Contain("nothing was written"));
        Assert.That(camera.RefusedLogins, Is.Zero);
    }

    [Test]
    public async Task Setup_KnownCameraRefusesTheNewPassword_IsToldThatItsLoginStays()
    {
        using var camera = await TpLinkAsync();
        WriteKnown(KnownByStream(camera, "secret:kitchen"));

        using var setup = await RunAsync(
            folder, ["--no-check"], Enter, "1", Enter, "wrong", Enter, Enter, Enter, Enter, Enter, Enter, Enter, Enter, "n");

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        Assert.That(setup.Transcript(), Does.Contain("Password at kitchen, or just Enter to leave it as it is").And.Contain("The login of kitchen stays as it is."));
        Assert.That(setup.Transcript(), Does.Not.Contain("leave this camera out").And.Not.Contain("left out"));
        Assert.That(setup.Transcript(), Does.Contain("nothing was written"));
    }

    [Test]
    public async Task Setup_OnlyTheUserOfAKnownCameraChanges_IsTold()
    {
        using var camera = await TpLinkAsync();
        WriteKnown(KnownByStream(camera, "env:KITCHEN", "admin"));

        using var setup = await RunAsync(
            folder, ["--no-check"], Enter, "1", RtspCamera.User, RtspCamera.Password, Enter, Enter, Enter, Enter, Enter, "n", Enter);

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        Assert.That(setup.Transcript(), Does.Contain($"new user name: {RtspCamera.User}").And.Contain("change it there"));
    }

    [Test]
    public async Task Setup_PasswordWrittenOut_SummaryTellsThatItMoves()
    {
        using var camera = await TpLinkAsync();
        WriteKnown(KnownByStream(camera, RtspCamera.Password));

        using var setup = await RunAsync(folder, ["--no-check"], Enter, Enter, Enter, Enter, Enter, Enter, Enter, "n", "n");

        Assert.That(await setup.ExitAsync(), Is.EqualTo(1), setup.Transcript());
        Assert.That(setup.Transcript(), Does.Contain("written out in the file move to secrets.json").And.Not.Contain(RtspCamera.Password));
    }

    private static JsonObject KnownByStream(RtspCamera camera, string password, string user = RtspCamera.User) => new()
    {
        ["id"] = "kitchen",
        ["subStream"] = $"rtsp://127.0.0.1:{camera.Port}/stream2",
        ["user"] = user,
        ["password"] = password,
    };

    private void WriteKnown(params JsonObject[] cameras) => File.WriteAllText(folder.File("config.json"), Configuration.Sample.With(sample =>
    {
        sample["cameras"] = new JsonArray([.. cameras]);
        sample["rules"]!["active"] = new JsonArray(new JsonObject { ["rule"] = "camera_lost" });
        sample["uplink"]!["broker"] = new JsonObject { ["address"] = "mqtt://127.0.0.1:1" };
    }));
}
