using EdgeAgent.Commands.Setup;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Commands.Setup;

public sealed class CameraTrialTests
{
    [Test]
    public async Task OfStreamAsync_LoginInTheAddressItself_IsNotRepeated()
    {
        using var camera = await RtspCamera.StartAsync(new Dictionary<string, string> { ["sub"] = await TestClips.SubAsync() }, RtspLogin.Digest);
        var address = $"{camera.Address("sub")}".Replace("://", $"://{RtspCamera.User}:{Uri.EscapeDataString(RtspCamera.Password)}@", StringComparison.Ordinal);

        var trial = await CameraTrial.OfStreamAsync(address, null, Logins.Gate(), new VideoOptions(), TimeProvider.System, CancellationToken.None);

        Assert.That((trial.IsIn, trial.Words), Is.EqualTo((true, $"{camera.Address("sub")}")));
    }
}
