using EdgeAgent.Cameras;
using EdgeAgent.Commands.Setup;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Onvif;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Commands.Setup;

[Parallelizable(ParallelScope.Self)]
public sealed class CameraTrialsTests
{
    private static readonly CameraLogin Right = new(RtspCamera.User, RtspCamera.Password);

    [TestCase(OnvifLogin.Digest, OnvifQuirks.ServicesOpenToAnybody)]
    [TestCase(OnvifLogin.Digest, OnvifQuirks.ServicesOpenToAnybody | OnvifQuirks.NoSnapshot)]
    [TestCase(OnvifLogin.None, OnvifQuirks.None, Description = "snapshots too")]
    public async Task OfOnvifAsync_ProfilesForAnybodyAndPasswordWrong_IsRefused(OnvifLogin login, OnvifQuirks quirks)
    {
        using var stream = await RtspCamera.StartAsync(await TestClips.SubAsync(), RtspLogin.Digest);
        await using var camera = await OnvifCamera.StartAsync(Simulated.Of(stream) with { Login = login, Quirks = quirks });

        var wrong = await TryAsync(camera, Right with { Password = "wrong" });
        var right = await TryAsync(camera, Right);

        Assert.That((wrong.IsIn, wrong.IsRefused), Is.EqualTo((false, true)), wrong.Words);
        Assert.That((right.IsIn, right.IsRefused, right.Picture is null), Is.EqualTo((true, false, false)), right.Words);
    }

    [Test]
    public async Task OfOnvifAsync_OnlySnapshotsRefuseTheLogin_IsInByItsStream()
    {
        using var stream = await RtspCamera.StartAsync(await TestClips.SubAsync(), RtspLogin.Digest);
        await using var camera = await OnvifCamera.StartAsync(
            Simulated.Of(stream) with { Quirks = OnvifQuirks.ServicesOpenToAnybody, Password = "of snapshots" });

        var trial = await TryAsync(camera, Right);

        Assert.That((trial.IsIn, trial.IsRefused, trial.Picture is null), Is.EqualTo((true, false, false)), trial.Words);
    }

    [Test]
    public async Task OfOnvifAsync_SnapshotsRefuseTheLoginAndNoStream_IsRefused()
    {
        using var stream = await RtspCamera.StartAsync(await TestClips.SubAsync(), RtspLogin.Digest);
        await using var camera = await OnvifCamera.StartAsync(Simulated.Of(stream) with { Quirks = OnvifQuirks.ServicesOpenToAnybody });
        await stream.RefuseAsync();

        var trial = await TryAsync(camera, Right with { Password = "wrong" });

        Assert.That((trial.IsIn, trial.IsRefused), Is.EqualTo((false, true)), trial.Words);
    }

    [Test]
    public async Task OfOnvifAsync_NoStream_IsInWithASnapshotAndTheReason()
    {
        using var stream = await RtspCamera.StartAsync(await TestClips.SubAsync(), RtspLogin.Digest);
        await using var camera = await OnvifCamera.StartAsync(Simulated.Of(stream));
        await stream.RefuseAsync();

        var trial = await TryAsync(camera, Right);

        Assert.That((trial.IsIn, trial.Picture is null), Is.EqualTo((true, false)));
        Assert.That(trial.Problem!.Zh, Does.StartWith("子码流：连不上"));
    }

    [Test]
    public async Task OfStreamAsync_LoginInTheAddressItself_IsNotRepeated()
    {
        using var camera = await RtspCamera.StartAsync(new Dictionary<string, string> { ["sub"] = await TestClips.SubAsync() }, RtspLogin.Digest);
        var address = $"{camera.Address("sub")}".Replace("://", $"://{RtspCamera.User}:{Uri.EscapeDataString(RtspCamera.Password)}@", StringComparison.Ordinal);

        var trial = await Trials().OfStreamAsync(address, null, CancellationToken.None);

        Assert.That((trial.IsIn, trial.Words), Is.EqualTo((true, $"{camera.Address("sub")}")));
    }

    [Test]
    public async Task OfOnvifAsync_CameraSaysNothingOfTheLogin_IsRefused()
    {
        using var server = new RawWebServer(_ => ["HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"u8.ToArray()]);

        var trial = await Trials().OfOnvifAsync(new Uri($"http://127.0.0.1:{server.Port}/onvif/device_service"), Right, CancellationToken.None);

        Assert.That((trial.IsIn, trial.IsRefused), Is.EqualTo((false, true)), $"{trial.Problem}");
        Assert.That(server.Requests.Count(request => request.Contains("UsernameToken")), Is.InRange(2, 3));
    }

    [Test]
    public async Task OfStreamAsync_TwoStreamsOfTheHostRefusedTheLogin_TheThirdDoesNotSeeIt()
    {
        var clip = await TestClips.SubAsync();
        using var recorder = await RtspCamera.StartAsync(new Dictionary<string, string> { ["ch1"] = clip, ["ch2"] = clip, ["ch3"] = clip }, RtspLogin.Digest);
        var trials = Trials();
        var tried = new List<CameraTrial>();
        foreach (var channel in new[] { "ch1", "ch2", "ch3" })
        {
            tried.Add(await trials.OfStreamAsync($"{recorder.Address(channel)}", Right with { Password = "wrong" }, CancellationToken.None));
        }

        Assert.That(tried.Select(trial => (trial.IsRefused, trial.IsHeldBack)), Is.EqualTo(new[] { (true, false), (true, false), (true, true) }));
        Assert.That(tried[2].Problem!.Zh, Does.Contain("没有再试登录"));
        Assert.That(recorder.RefusedLogins, Is.EqualTo(2));
    }

    private static Task<CameraTrial> TryAsync(OnvifCamera camera, CameraLogin login) =>
        Trials().OfOnvifAsync(camera.DeviceService, login, CancellationToken.None);

    private static CameraTrials Trials() => new(Logins.Gate(), new VideoOptions(), TimeProvider.System);
}
