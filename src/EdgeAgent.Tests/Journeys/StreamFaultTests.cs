using System.Text.Json;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Journeys;

/// <summary>Streams that are not what they should be while the connection stands.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class StreamFaultTests
{
    private static readonly TimeSpan Started = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Back = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(5);

    private static readonly object[] EveryRule =
    [
        new { rule = "intrusion" }, new { rule = "animal" }, new { rule = "camera_lost" }, new { rule = "camera_frozen" },
        new { rule = "camera_covered" }, new { rule = "camera_moved" }, new { rule = "camera_dark" },
    ];

    [Test]
    public async Task Run_CameraSendsNothingForTwentySeconds_IsStalledThenLostAndBackByItself()
    {
        using var silent = await RtspCamera.StartAsync(await TestClips.StillAsync());
        using var good = await RtspCamera.StartAsync(await TestClips.StillAsync());
        using var broker = await MosquittoBroker.RunAsync();
        await using var centre = await MqttListener.AtAsync(broker);
        using var workshop = new Workshop(
            broker.Address,
            [new { id = "silent", subStream = silent.Address("sub") }, new { id = "good", subStream = good.Address("sub") }],
            [new { rule = "camera_lost", holdSeconds = 5 }]);
        using var agent = workshop.Start();
        await workshop.CameraBecomes("silent", Started, "watching");
        await workshop.CameraBecomes("good", Started, "watching");

        await silent.StallAsync(Stalled);
        await workshop.CameraBecomes("silent", Stalled, "stalled");
        await centre.UntilAsync(_ => centre.Incidents.Any(incident => incident.Data.Event == IncidentEvent.Opened));
        await workshop.CameraBecomes("silent", Stalled + Back, "watching");
        await centre.UntilAsync(_ => centre.Incidents.Any(incident => incident.Data.Event == IncidentEvent.Closed));

        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
        var states = centre.Heard.Where(message => message.Topic.EndsWith("/camera/silent", StringComparison.Ordinal))
            .Select(message => message.As<CameraMessage>().State);
        Assert.Multiple(() =>
        {
            Assert.That(states, Is.SupersetOf(new[] { "watching", "stalled" }).And.Member("watching"));
            Assert.That(centre.Incidents.Select(incident => (incident.Data.Rule, incident.Data.Camera)), Has.All.EqualTo(("camera_lost", "silent")));
        });
    }

    [Test]
    public async Task Run_TimestampsJumpSizeChangesRubbishArrives_CamerasGoOnAndNothingIsMadeUp()
    {
        var still = await TestClips.StillAsync();
        using var rtsp = new CameraShelf();
        foreach (var name in new[] { "jumping", "resizing", "spoilt", "good" })
        {
            rtsp.Add(name, await RtspCamera.StartAsync(still));
        }

        using var broker = await MosquittoBroker.RunAsync();
        await using var centre = await MqttListener.AtAsync(broker);
        using var workshop = new Workshop(
            broker.Address, rtsp.All.Select(camera => new { id = camera.Key, subStream = camera.Value.Address("sub") }), EveryRule);
        using var agent = workshop.Start();
        await Task.WhenAll(rtsp.All.Keys.Select(name => workshop.CameraBecomes(name, Started, "watching")));

        await Task.WhenAll(
            TimestampsJump(workshop, rtsp["jumping"]),
            SizeChanges(workshop, rtsp["resizing"]),
            RubbishArrives(workshop, rtsp["spoilt"]));
        await Task.WhenAll(rtsp.All.Keys.Select(name => workshop.CameraBecomes(name, Back, "watching")));

        var status = (await workshop.StatusAsync())!.Value;
        Assert.Multiple(() =>
        {
            Assert.That(Cameras(status).Select(camera => camera.GetProperty("state").GetString()), Has.All.EqualTo("watching"));
            Assert.That(Cameras(status).Select(Age(status)), Has.All.LessThan(Recent), "pictures bear the time of the box");
            Assert.That(Cameras(status).Single(camera => camera.GetProperty("id").GetString() == "good").GetProperty("restarts").GetInt32(), Is.Zero);
        });
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
        Assert.That(centre.Incidents, Is.Empty, agent.Transcript());
    }

    private static async Task TimestampsJump(Workshop workshop, RtspCamera camera)
    {
        foreach (var hours in new[] { 3, -5, 6 })
        {
            await camera.JumpAsync(TimeSpan.FromHours(hours));
            await workshop.CameraGoesOn("jumping", pictures: 25, Back);
        }
    }

    private static async Task SizeChanges(Workshop workshop, RtspCamera camera)
    {
        foreach (var (width, height) in new[] { (1280, 720), (704, 576), (320, 240), (640, 360) })
        {
            await camera.PlayAsync("sub", await TestClips.StillAsync(width, height));
            await workshop.CameraGoesOn("resizing", pictures: 25, Back);
        }
    }

    private static async Task RubbishArrives(Workshop workshop, RtspCamera camera)
    {
        await camera.SendRubbishAsync(every: 3);
        await workshop.CameraGoesOn("good", pictures: 60);
        await camera.SendVideoAsync();
        await workshop.CameraBecomes("spoilt", Back, "watching");
        await workshop.CameraGoesOn("spoilt", pictures: 25, Back);
    }

    private static IEnumerable<JsonElement> Cameras(JsonElement status) => status.GetProperty("cameras").EnumerateArray();

    private static Func<JsonElement, TimeSpan> Age(JsonElement status) =>
        camera => (status.GetProperty("time").GetDateTimeOffset() - camera.GetProperty("lastFrame").GetDateTimeOffset()).Duration();
}
