using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Onvif;

namespace EdgeAgent.Tests.Journeys;

/// <summary>A camera of which only the ONVIF address is known.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class OnvifCameraTests
{
    private static readonly TimeSpan Started = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Back = TimeSpan.FromSeconds(30);

    [TestCase(OnvifLogin.Digest)]
    [TestCase(OnvifLogin.Token)]
    public async Task Run_CameraNamesAWrongHostAndMovesItsStream_IsWatchedAndFoundAgain(OnvifLogin login)
    {
        var clip = await TestClips.StillAsync();
        using var moved = await RtspCamera.StartAsync(clip, RtspLogin.Digest);
        var port = FreePort.Next();
        using var workshop = WorkshopWith($"127.0.0.1:{port}", RtspCamera.Password);
        using var agent = workshop.Start();
        using (var first = await RtspCamera.StartAsync(clip, RtspLogin.Digest))
        await using (await OnvifCamera.StartAsync(In(port, login, first)))
        {
            await workshop.CameraBecomes("hall", Started, "watching");
            await workshop.CameraGoesOn("hall", pictures: 10);
        }

        await using var again = await OnvifCamera.StartAsync(In(port, login, moved));
        await workshop.CameraGoesOn("hall", pictures: 25, Back);

        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
        Assert.That(agent.Transcript(), Does.Not.Contain(RtspCamera.Password).And.Not.Contain(Uri.EscapeDataString(RtspCamera.Password)));
    }

    [Test]
    public async Task Run_PasswordWrong_IsToldAndHardlyTriedAgain()
    {
        using var stream = await RtspCamera.StartAsync(await TestClips.StillAsync(), RtspLogin.Digest);
        using var good = await RtspCamera.StartAsync(await TestClips.StillAsync());
        await using var camera = await OnvifCamera.StartAsync(In(0, OnvifLogin.Either, stream));
        using var workshop = WorkshopWith(camera.Address, "hunter2", new { id = "good", subStream = good.Address("sub") });
        using var agent = workshop.Start();

        await workshop.CameraBecomes("hall", Started, "loginRefused");
        await workshop.CameraGoesOn("good", pictures: 100);

        var status = (await workshop.CameraAsync("hall"))!.Value;
        Assert.Multiple(() =>
        {
            Assert.That(status.GetProperty("state").GetString(), Is.EqualTo("loginRefused"));
            Assert.That(status.GetProperty("reason").GetString(), Is.Not.Empty.And.Not.Contain("hunter2"));
            Assert.That(camera.RefusedLogins, Is.InRange(1, 2), "attempts with the wrong password");
            Assert.That(stream.RefusedLogins, Is.Zero, "a login that the camera refuses is not tried at its stream");
        });
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
        Assert.That(agent.Transcript(), Does.Not.Contain("hunter2"));
    }

    private static OnvifSetup In(int port, OnvifLogin login, RtspCamera stream) => new()
    {
        Port = port,
        Login = login,
        Quirks = OnvifQuirks.WrongHost,
        Profiles = [new("Profile_2", "subStream", "H264", 640, 360, 5, 512, stream.Address("sub"))],
    };

    private static Workshop WorkshopWith(string address, string password, params object[] others) => new(
        "mqtt://127.0.0.1:9",
        [new { id = "hall", onvif = new { address }, user = RtspCamera.User, password }, .. others],
        []);
}
