using EdgeAgent.Configuration;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Onvif;
using static EdgeAgent.Tests.Commands.Setup.TypedSetup;

namespace EdgeAgent.Tests.Commands.Setup;

/// <summary>What the wizard says to answers that are slips, and of what it finds.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SetupAnswersTests
{
    private const string Enter = "";

    private TempFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new TempFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public async Task Setup_UnknownHostThenAnOnvifCamera_AsksAgainAndTellsWhatItFound()
    {
        using var stream = await RtspCamera.StartAsync(await TestClips.PersonAsync(), RtspLogin.Digest);
        await using var camera = await OnvifCamera.StartAsync(Simulated.Of(stream));

        using var setup = await RunAsync(
            folder, ["--no-check"],
            ["4", "camera.invalid", camera.Address, Enter, RtspCamera.User, RtspCamera.Password, "7", "1,2", "1", Enter, Enter, .. NewSite]);

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        Assert.That(setup.Transcript(), Does.Contain("That is no address of a camera").And.Not.Contain("0.0.0.4"));
        Assert.That(setup.Transcript(), Does.Contain("has the name camera.invalid").And.Contain($"an ONVIF camera: {camera.Address}"));
        Assert.That(setup.Transcript(), Does.Not.Contain("Which brand is it"));
        Assert.That(setup.Transcript().Split("no number alone").Length - 1, Is.EqualTo(2), "a number that is not in the list is no id");
        Assert.That(ConfigurationFile.Load(folder.File("config.json")).Cameras.Single().Id, Is.EqualTo("kitchen"));
    }

    [Test]
    public async Task Setup_TwoStreamsOfOneHostAndAWrongPath_HaveAPictureEachAndAReasonInChinese()
    {
        using var camera = await RtspCamera.StartAsync(
            new Dictionary<string, string> { ["one"] = await TestClips.PersonAsync(), ["two"] = await TestClips.PersonAsync() }, RtspLogin.Digest);
        var place = $"127.0.0.1:{camera.Port}";
        string[] Typed(string path) => [place, "0", $"{camera.Address(path)}", Enter];

        using var setup = await RunAsync(
            folder, ["--no-check"],
            [
                .. Typed("one"), .. Typed("two"), .. Typed("three"), Enter, RtspCamera.User, RtspCamera.Password,
                "n", "n", Enter, Enter, Enter, Enter, Enter, Enter, .. NewSite,
            ]);

        Assert.That(await setup.ExitAsync(), Is.Zero, setup.Transcript());
        Assert.That(setup.Transcript(), Does.Contain($"摄像头没有这个路径：{camera.Address("three")}"));
        Assert.That(setup.Transcript(), Does.Contain("连不上监管中心"), "of the broker");
        Assert.That(setup.Transcript(), Does.Match("1-127.0.0.1-.*jpg").And.Match("2-127.0.0.1-.*jpg"));
        Assert.That(setup.Transcript(), Does.Contain("Logging in; cameras: 3"));
    }
}
