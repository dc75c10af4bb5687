using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Journeys;

/// <summary><c>replay</c> on footage that was watched by a person beforehand.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ReplayTests
{
    /// <summary>
    /// Seconds at which each of the six people comes into view and has left again, as read from the clip by eye at one
    /// picture a second; between them the room is empty.
    /// </summary>
    private static readonly (int Comes, int Gone)[] Visits = [(6, 20), (23, 45), (50, 70), (75, 88), (92, 120), (124, 136)];

    [Test]
    public async Task Replay_SixPeopleOneByOne_OneIncidentForEachVisitAndTheSameBytesTwice()
    {
        var clip = Repository.SharedMedia("one-by-one-person-detection.mp4");

        var first = await RunAsync(clip);
        var second = await RunAsync(clip);

        var closed = Events(first).Where(incident => incident.Event == IncidentEvent.Closed).ToList();
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.That(closed, Has.Count.EqualTo(Visits.Length));
        Assert.Multiple(() =>
        {
            Assert.That(Events(first).Count(incident => incident.Event == IncidentEvent.Opened), Is.EqualTo(Visits.Length));
            foreach (var (incident, visit) in closed.Zip(Visits))
            {
                Assert.That((incident.Started - start).TotalSeconds, Is.EqualTo(visit.Comes).Within(1.5), "comes");
                Assert.That((incident.Ended!.Value - start).TotalSeconds, Is.EqualTo(visit.Gone).Within(1.5), "gone");
            }

            Assert.That(second, Is.EqualTo(first), "the same bytes");
        });
    }

    // By eye: hands are at the bottles from 22.5 to 24.5 s, close enough for the detector to see a person.
    [TestCase("", 1)]
    [TestCase(""", "allowed": ["bottle"]""", 0)]
    public async Task Replay_HandsAtBottles_OneIncidentUnlessBottlesBelongThere(string allowed, int expected)
    {
        var clip = Repository.SharedMedia("bottle-detection.mp4");
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("config.json"), $$"""
            {
              "cameras": [{ "id": "bench", "subStream": "rtsp://127.0.0.1/sub", "zones": { "mixing": [[0, 0.5], [1, 0.5], [1, 1], [0, 1]] } }],
              "detection": { "modelFolder": "{{Repository.File("models")}}" },
              "rules": { "active": [{ "rule": "foreign_container", "zone": "mixing"{{allowed}} }] },
              "uplink": { "city": "quanzhou", "county": "anxi", "site": "tofu-7", "broker": { "address": "mqtt://localhost" } }
            }
            """);

        using var run = await AgentProcess.RunAsync("replay", "--config", folder.File("config.json"), clip);

        Assert.That(await run.ExitAsync(), Is.Zero, run.Transcript());
        var opened = Events(run.Output).Where(incident => incident.Event == IncidentEvent.Opened).ToList();
        Assert.That(opened, Has.Count.EqualTo(expected));
        Assert.That(opened.Select(incident => incident.Zone), Is.All.EqualTo("mixing"));
        Assert.That(
            opened.Select(incident => (incident.Started - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds),
            Is.All.EqualTo(23.5).Within(1));
    }

    [TestCase("car-detection.mp4")]
    [TestCase("fruit-and-vegetable-detection.gif")]
    public async Task Replay_NobodyThere_NoIncident(string name) =>
        Assert.That(await RunAsync(Repository.SharedMedia(name)), Is.Empty);

    [Test]
    public async Task Replay_Snapshots_WritesAPictureForEachOpening()
    {
        using var folder = new TempFolder();
        using var run = await AgentProcess.RunAsync(
            "replay", "--models", Repository.File("models"), "--snapshots", folder.Path, await TestClips.CatAsync());

        Assert.That(await run.ExitAsync(), Is.Zero, run.Transcript());
        var opened = Events(run.Output).Count(incident => incident.Event == IncidentEvent.Opened);
        Assert.That(opened, Is.Positive);
        Assert.That(Directory.GetFiles(folder.Path, "animal-*.jpg"), Has.Length.EqualTo(opened));
    }

    private static async Task<IReadOnlyList<string>> RunAsync(string clip)
    {
        using var run = await AgentProcess.RunAsync("replay", "--models", Repository.File("models"), "--rules", "intrusion", clip);
        Assert.That(await run.ExitAsync(), Is.Zero, run.Transcript());
        return run.Output;
    }

    private static IEnumerable<IncidentData> Events(IEnumerable<string> lines) =>
        lines.Select(line => ContractJson.Read<IncidentData>(System.Text.Encoding.UTF8.GetBytes(line)));
}
