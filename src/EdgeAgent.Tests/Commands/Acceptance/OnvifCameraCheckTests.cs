using EdgeAgent.Cameras;
using EdgeAgent.Commands.Acceptance;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Onvif;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Commands.Acceptance;

[Parallelizable(ParallelScope.Self)]
public sealed class OnvifCameraCheckTests
{
    [Test]
    public async Task RunAsync_CameraThatIsAsked_IsNamedMeasuredAndItsClockJudged()
    {
        using var video = await RtspCamera.StartAsync(
            new Dictionary<string, string> { ["sub"] = await TestClips.SubAsync(), ["main"] = await TestClips.MainAsync() }, RtspLogin.Digest);
        await using var camera = await OnvifCamera.StartAsync(Setup(video) with { ClockOffset = TimeSpan.FromHours(-2), Manufacturer = "<b>Acme</b>\u202e" });

        var seen = await CheckAsync(camera, RtspCamera.Password);

        Assert.Multiple(() =>
        {
            Assert.That(seen.Lines.Where(line => line.Result == CheckResult.Fail), Is.Empty);
            Assert.That(seen.Lines.Select(line => line.Summary.En), Has.One.Contains("IPC-2000").And.One.Contains("the camera's clock is off by -7"));
            Assert.That(seen.Lines[0].Summary.En, Does.Not.Contain("\u202e"));
            Assert.That(seen.Streams.Select(stream => (stream.Role, stream.Figures.Width)), Is.EqualTo(new[] { (StreamRole.Main, 1920), (StreamRole.Sub, 640) }));
            Assert.That(camera.RefusedLogins + video.RefusedLogins, Is.Zero);
        });
    }

    [Test]
    public async Task RunAsync_CameraRefusesTheLogin_ItsStreamsAreNotTriedToo()
    {
        using var video = await RtspCamera.StartAsync(await TestClips.SubAsync(), RtspLogin.Digest);
        await using var camera = await OnvifCamera.StartAsync(Setup(video));

        var seen = await CheckAsync(camera, "wrong-hunter2");

        var line = seen.Lines.Single(line => line.Result == CheckResult.Fail);
        Assert.Multiple(() =>
        {
            Assert.That(line.Summary.En, Does.Contain("login refused").And.Not.Contain("hunter2"));
            Assert.That(video.RefusedLogins, Is.Zero);
            Assert.That(camera.RefusedLogins, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task RunAsync_NobodyThere_Fails()
    {
        var options = new CameraOptions { Id = "door", Onvif = new OnvifOptions { Address = $"127.0.0.1:{FreePort.Next()}" } };

        var seen = await CameraCheck.RunAsync(options, Logins.Gate(), new VideoOptions(), TimeProvider.System, CancellationToken.None);

        Assert.That(seen.Lines.Single().Summary.En, Does.Contain("cannot be reached over ONVIF"));
    }

    [Test]
    public async Task RunAsync_SomethingElseHasItsAddressNow_IsAWarningAndItIsLookedFor()
    {
        await using var other = await OnvifCamera.StartAsync(new OnvifSetup { Quirks = OnvifQuirks.OkToAnything });
        var options = new OnvifOptions { Address = other.DeviceService.ToString(), Endpoint = "urn:uuid:0b5c8a4e-0000-4000-8000-000000000001" };

        var seen = await OnvifCheck.RunAsync(options, null, Logins.Gate(), TimeProvider.System, CancellationToken.None);

        Assert.That(seen.Lines.Single().Result, Is.EqualTo(CheckResult.Warn));
        Assert.That(seen.Lines.Single().Summary.En, Does.Contain("looked for by its name"));
    }

    [Test]
    public async Task RunAsync_AnotherCameraHasItsAddressNow_IsAWarningThatNamesBothAndItIsNotLoggedInTo()
    {
        await using var other = await OnvifCamera.StartAsync(new OnvifSetup { Address = FreeAddress.Next(), Endpoint = "urn:uuid:store", IsDiscoverable = true });
        var options = new OnvifOptions { Address = other.Address, Endpoint = "urn:uuid:door" };

        var seen = await OnvifCheck.RunAsync(options, null, Logins.Gate(), TimeProvider.System, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(seen.Lines.Single().Result, Is.EqualTo(CheckResult.Warn));
            Assert.That(seen.Lines.Single().Summary.En, Does.Contain("another camera has its address").And.Contain("urn:uuid:store").And.Contain("urn:uuid:door"));
            Assert.That(other.Requests, Is.Empty);
        });
    }

    [Test]
    public async Task RunAsync_AnotherCameraHasItsAddressAndItIsNowhere_IsOneFinding()
    {
        await using var other = await OnvifCamera.StartAsync(new OnvifSetup { Address = FreeAddress.Next(), Endpoint = "urn:uuid:store", IsDiscoverable = true });
        var options = new CameraOptions { Id = "door", Onvif = new OnvifOptions { Address = other.Address, Endpoint = "urn:uuid:door" } };

        var seen = await CameraCheck.RunAsync(options, Logins.Gate(), new VideoOptions(), TimeProvider.System, CancellationToken.None);

        Assert.That(seen.Lines.Single().Result, Is.EqualTo(CheckResult.Fail));
        Assert.That(seen.Lines.Single().Summary.En, Does.Contain("another camera has its address").And.Contain("urn:uuid:store"));
    }

    private static OnvifSetup Setup(RtspCamera video) => new()
    {
        Login = OnvifLogin.Digest,
        Profiles =
        [
            new("P1", "main", "H264", 1920, 1080, 25, 4096, video.Address("main")),
            new("P2", "sub", "H264", 640, 360, 5, 512, video.Address("sub")),
        ],
    };

    private static Task<CheckedCamera> CheckAsync(OnvifCamera camera, string password) => CameraCheck.RunAsync(
        new CameraOptions
        {
            Id = "door",
            Onvif = new OnvifOptions { Address = camera.DeviceService.ToString() },
            User = RtspCamera.User,
            Password = new Secret(password),
        },
        Logins.Gate(),
        new VideoOptions(),
        TimeProvider.System,
        CancellationToken.None);
}
