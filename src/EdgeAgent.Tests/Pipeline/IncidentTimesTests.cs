using EdgeAgent.Pipeline;
using EdgeAgent.Recording;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Recording;
using EdgeAgent.Uplink;
using EdgeAgent.Video;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAgent.Tests.Pipeline;

public sealed class IncidentTimesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Since_OpenWaitingDeliveredAndOnlyTold_AreSaidWithTheirClips()
    {
        using var scene = new RecorderScene();
        using var shelf = new Shelf();
        var recordings = new Recordings(
            new RecordingOptions(), new VideoOptions(), TimeZoneInfo.Utc, shelf.Index, new DiskSpace(Path.GetTempPath(), 0), new SteadyTime(TimeProvider.System), NullLogger<Recordings>.Instance);
        var times = new IncidentTimes(new RecordingOptions(), scene.Store, scene.Outbox, recordings);
        scene.Recorder.Record(Incident("long ago", IncidentEvent.Closed, Noon.AddDays(-2)), null);
        scene.Recorder.Record(Incident("delivered", IncidentEvent.Closed, Noon), null);
        scene.Recorder.Record(Incident("without its clip", IncidentEvent.Closed, Noon.AddHours(2)), null);
        scene.Store.SetClip(Incident("delivered", IncidentEvent.Closed, Noon), 0, null);
        while (scene.Outbox.Read(0, OutboxPlace.Last, 1) is [_] first)
        {
            scene.Outbox.Remove(first);
        }

        scene.Recorder.Record(Incident("waiting", IncidentEvent.Closed, Noon.AddHours(1)), null);
        scene.Recorder.Record(Incident("open", IncidentEvent.Opened, Noon.AddDays(-3)), null);
        recordings.IncidentsOf("hall").Tell("delivered", Noon, Noon.AddSeconds(90));
        recordings.IncidentsOf("yard").Tell("unwritten", Noon, Noon.AddSeconds(90));

        Assert.That(times.Since(Noon.AddDays(-1)), Is.EquivalentTo(new[]
        {
            new IncidentTime("hall", Noon.AddSeconds(-5), Noon.AddSeconds(95), false),
            new IncidentTime("hall", Noon.AddHours(1).AddSeconds(-5), Noon.AddHours(1).AddSeconds(95), true),
            new IncidentTime("hall", Noon.AddHours(2).AddSeconds(-5), Noon.AddHours(2).AddSeconds(95), true),
            new IncidentTime("hall", Noon.AddDays(-3).AddSeconds(-5), null, true),
            new IncidentTime("yard", Noon.AddSeconds(-5), Noon.AddSeconds(95), true),
        }));
    }

    private static Incident Incident(string id, IncidentEvent @event, DateTimeOffset started) =>
        new(id, @event, 0, "intrusion", "hall", "", Severity.Serious, started, started.AddSeconds(90), [], 0.9);
}
