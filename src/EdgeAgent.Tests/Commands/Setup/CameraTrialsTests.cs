using EdgeAgent.Cameras;
using EdgeAgent.Commands.Setup;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Onvif;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Commands.Setup;

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

    private static Task<CameraTrial> TryAsync(OnvifCamera camera, CameraLogin login) =>
        Trials().OfOnvifAsync(camera.DeviceService, login, CancellationToken.None);

    private static CameraTrials Trials() => new(Logins.Gate(), new VideoOptions(), TimeProvider.System);
}
