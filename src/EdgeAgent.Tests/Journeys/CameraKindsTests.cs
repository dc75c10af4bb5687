using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Journeys;

/// <summary>Cameras of every usual kind are watched side by side by one agent.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CameraKindsTests
{
    private static readonly TimeSpan Started = TimeSpan.FromSeconds(90);

    [Test]
    public async Task Run_BothCodecsTransportsAndLogins_AllAreWatched()
    {
        var kinds = from transport in new[] { RtspTransport.Tcp, RtspTransport.Udp }
                    from login in new[] { RtspLogin.Basic, RtspLogin.Digest }
                    select (Name: $"{transport}-{login}".ToLowerInvariant(), transport, login);
        var streams = new Dictionary<string, string> { ["h264"] = await TestClips.StillAsync(), ["h265"] = await TestClips.StillH265Async() };
        using var rtsp = new CameraShelf();
        foreach (var (name, transport, login) in kinds)
        {
            rtsp.Add(name, await RtspCamera.StartAsync(streams, login, transport));
        }

        var cameras = rtsp.All.SelectMany(camera => streams.Keys.Select(codec => new
        {
            id = $"{camera.Key}-{codec}",
            subStream = camera.Value.Address(codec),
            user = RtspCamera.User,
            password = RtspCamera.Password,
        })).ToList();
        using var workshop = new Workshop("mqtt://127.0.0.1:9", cameras, []);
        using var agent = workshop.Start();

        await Task.WhenAll(cameras.Select(camera => workshop.CameraBecomes(camera.id, Started, "watching")));
        await Task.WhenAll(cameras.Select(camera => workshop.CameraGoesOn(camera.id, pictures: 10)));

        Assert.That(cameras, Has.Count.EqualTo(8));
        Assert.That(rtsp.All.Values.Sum(camera => camera.RefusedLogins), Is.Zero);
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
        Assert.That(agent.Transcript(), Does.Not.Contain(RtspCamera.Password).And.Not.Contain(Uri.EscapeDataString(RtspCamera.Password)));
    }
}
