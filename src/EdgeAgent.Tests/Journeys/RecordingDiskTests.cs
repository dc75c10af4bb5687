using EdgeAgent.Evidence;
using EdgeAgent.Recording;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Recording;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Journeys;

/// <summary>Something else fills the disk on which the recordings lie.</summary>
public sealed class RecordingDiskTests
{
    private const long Room = 200_000_000;
    private static readonly TimeSpan Twenty = TimeSpan.FromSeconds(20);

    [Test]
    public async Task Run_ForeignFileFillsTheDisk_RecordingsMakeRoomInOrderAndNothingUndeliveredIsLost()
    {
        var disk = SmallDisk.Mount(Room);
        try
        {
            using var broker = MosquittoBroker.Prepare();
            using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
            var data = Path.Combine(disk, "data");
            using var workshop = new Workshop(
                broker.Address,
                [new { id = "hall", subStream = camera.Address("sub") }],
                [new { rule = "intrusion" }],
                new { folder = data, reserveMegabytes = 16 },
                recording: new { reserveMegabytes = 16 });
            using var shelf = new Shelf(Path.Combine(data, "recordings"));
            var (quiet, delivered, unsent) = await PrepareAsync(shelf, data);

            using var agent = workshop.Start();
            await Recorded(shelf, "the camera is recorded beside what is there");
            Assert.That(shelf.All().Where(each => each.Camera == "old").Select(each => each.Segment), Is.EquivalentTo(quiet.Concat(delivered).Concat(unsent)), "there is room");

            var foreign = Path.Combine(disk, "foreign");
            await File.WriteAllBytesAsync(foreign, new byte[new DriveInfo(disk).AvailableFreeSpace - 4_000_000]);
            await Eventually.Holds(() => new DriveInfo(disk).AvailableFreeSpace > 32_000_000, "recordings make room");
            await Recorded(shelf, "it is recorded while the disk is full");
            var kept = shelf.All().Where(each => each.Camera == "old").Select(each => each.Segment).ToList();
            TestContext.Out.WriteLine($"kept {kept.Count(quiet.Contains)} of {quiet.Count} quiet, {kept.Count(delivered.Contains)} of {delivered.Count} delivered, {kept.Count(unsent.Contains)} of {unsent.Count} unsent");
            Assert.Multiple(() =>
            {
                Assert.That(kept, Is.SupersetOf(unsent));
                Assert.That(kept.Where(quiet.Contains), Is.Empty);
                Assert.That(kept.Count(delivered.Contains), Is.InRange(1, delivered.Count - 1));
                Assert.That(kept.Where(delivered.Contains), Is.EqualTo(delivered.TakeLast(kept.Count(delivered.Contains))), "the oldest went");
            });
            Assert.That((await workshop.StatusAsync())!.Value.GetProperty("recordings").GetProperty("givenUpSeconds").GetInt64(), Is.GreaterThan(100));
            Assert.That(await workshop.MetricsAsync(), Does.Contain("edgeagent_recordings_given_up_seconds_total{camera=\"old\"}"));

            await broker.StartAsync();
            await using var centre = await MqttListener.AtAsync(broker);
            await centre.UntilAsync(_ => centre.Incidents.Any(incident => incident.Data.Camera == "hall") && centre.Incidents.Any(incident => incident.Data.Camera == "old"));
            File.Delete(foreign);
            await Recorded(shelf, "it goes on when there is room");
            Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
            Assert.That(agent.Errors.Concat(agent.Output).Count(line => line.Contains("were given up early", StringComparison.Ordinal)), Is.EqualTo(1), "told once");
        }
        finally
        {
            SmallDisk.Unmount(disk);
        }
    }

    /// <summary>Recordings of a camera that is no longer there: 50 quiet ones, 25 with a delivered incident, 25 with one that waits.</summary>
    private static async Task<(List<Segment> Quiet, List<Segment> Delivered, List<Segment> Unsent)> PrepareAsync(Shelf shelf, string data)
    {
        var bytes = (await FragmentedClip.SubAsync()).Bytes;
        var start = new DateTimeOffset(TimeProvider.System.GetUtcNow().Date.AddDays(-2), TimeSpan.Zero);
        var all = Enumerable.Range(0, 100).Select(number => shelf.Add("old", start + (number * Twenty), Twenty, bytes.Length)).ToList();
        using var stores = new Stores(data);
        IncidentRecord Record(string id, int from, int to) => new(
            new Incident(id, IncidentEvent.Closed, 1, "intrusion", "old", "", Severity.Serious, all[from].Start.AddSeconds(6), all[to].End.AddSeconds(-6), [], 0.9), null, null);
        stores.Keep(Record("delivered", 0, 24));
        stores.RemoveFirst();
        stores.Keep(Record("waiting", 25, 49));
        return (all[50..], all[..25], all[25..50]);
    }

    private static Task Recorded(Shelf shelf, string what)
    {
        var before = shelf.All().Count(each => each.Camera == "hall");
        return Eventually.Holds(() => shelf.All().Count(each => each.Camera == "hall") > before + 1, what);
    }
}
