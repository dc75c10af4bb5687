using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Journeys;

/// <summary>
/// Pictures that come but do not show what they should: told, and over when the view is back. How soon depends on a busy
/// machine here, so it is printed; on footage's own time PictureHealthTests demands it.
/// </summary>
public sealed class PictureFaultTests
{
    private static readonly TimeSpan Started = TimeSpan.FromSeconds(60);
    private static readonly string[] Faults = ["frozen", "covered", "moved", "dark"];

    // Half a minute at 5 pictures a second, in which the agent learns what the camera shows.
    private const int PicturesToLearnFrom = 150;

    [Test]
    public async Task Run_PictureFreezesIsCoveredMovedOrDark_EachIsToldAndOverWhenTheViewIsBack()
    {
        var still = await TestClips.StillAsync();
        using var rtsp = new CameraShelf();
        foreach (var name in Faults.Append("good"))
        {
            rtsp.Add(name, await RtspCamera.StartAsync(still));
        }

        using var broker = await MosquittoBroker.RunAsync();
        await using var centre = await MqttListener.AtAsync(broker);
        using var workshop = new Workshop(
            broker.Address,
            rtsp.All.Select(camera => new { id = camera.Key, subStream = camera.Value.Address("sub") }),
            Faults.Select(fault => new { rule = $"camera_{fault}", coolDownSeconds = 1 }));
        using var agent = workshop.Start();
        await Task.WhenAll(rtsp.All.Keys.Select(name => workshop.CameraBecomes(name, Started, "watching")));
        await workshop.CameraGoesOn("good", PicturesToLearnFrom);

        var begun = TimeProvider.System.GetUtcNow();
        await rtsp["frozen"].FreezeAsync();
        await rtsp["covered"].PlayAsync("sub", await TestClips.StillCoveredAsync());
        await rtsp["moved"].PlayAsync("sub", await TestClips.StillMovedAsync());
        await rtsp["dark"].PlayAsync("sub", await TestClips.DarkAsync());
        await Task.WhenAll(Faults.Select(fault => Task.WhenAll(
            workshop.CameraBecomes(fault, Started, fault),
            Hears(centre, fault, IncidentEvent.Opened))));
        foreach (var incident in centre.Incidents)
        {
            TestContext.Out.WriteLine($"{incident.Data.Rule} told after {(incident.Time - begun).TotalSeconds:0.0} s");
        }

        await rtsp["frozen"].SendVideoAsync();
        await Task.WhenAll(Faults.Except(["frozen"]).Select(fault => rtsp[fault].PlayAsync("sub", still)));
        await Task.WhenAll(Faults.Select(fault => Task.WhenAll(
            workshop.CameraBecomes(fault, Started, "watching"),
            Hears(centre, fault, IncidentEvent.Closed))));

        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
        Assert.Multiple(() =>
        {
            Assert.That(centre.Incidents.DistinctBy(incident => incident.Subject).Count(), Is.EqualTo(Faults.Length), "nothing else is told");
            foreach (var camera in rtsp.All.Keys)
            {
                string[] expected = camera == "good" ? ["watching"] : ["watching", camera, "watching"];
                Assert.That(States(centre, camera), Is.EqualTo(expected), camera);
            }
        });
    }

    private static Task Hears(MqttListener centre, string fault, IncidentEvent what) => Eventually.Holds(
        () => centre.Incidents.Any(incident => incident.Data.Camera == fault && incident.Data.Rule == $"camera_{fault}" && incident.Data.Event == what),
        $"incident camera_{fault} {what}");

    private static IEnumerable<string> States(MqttListener centre, string camera) => centre.Heard
        .Where(message => message.Topic.EndsWith($"/camera/{camera}", StringComparison.Ordinal))
        .Select(message => message.As<CameraMessage>().State)
        .Where(state => state != "starting");
}
