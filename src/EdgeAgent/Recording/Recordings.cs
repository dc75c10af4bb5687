using EdgeAgent.Cameras;
using EdgeAgent.Storage;
using EdgeAgent.Video;

namespace EdgeAgent.Recording;

/// <summary>All that is recorded and shown of all cameras.</summary>
public sealed class Recordings(
    RecordingOptions options, VideoOptions video, TimeZoneInfo zone, SegmentIndex index, DiskSpace disk, TimeProvider time, ILogger<Recordings> logger)
{
    private readonly Dictionary<string, CameraStreams> streams = [];
    private readonly Dictionary<string, IncidentSpans> incidents = [];
    private readonly Lock access = new();

    public SegmentIndex Index => index;

    /// <summary>A camera's segment is on disk and stays; raised on the thread that reads its stream.</summary>
    public event Action<string, Segment>? Kept;

    public IncidentSpans IncidentsOf(string camera)
    {
        lock (access)
        {
            return incidents.TryGetValue(camera, out var spans)
                ? spans
                : incidents[camera] = new IncidentSpans(TimeSpan.FromSeconds(options.ClipSecondsBefore), TimeSpan.FromSeconds(options.ClipSecondsAfter));
        }
    }

    /// <summary>The camera's streams; none of one that is not configured, or not begun yet.</summary>
    public CameraStreams StreamsOf(string camera)
    {
        lock (access)
        {
            return streams.GetValueOrDefault(camera, CameraStreams.None);
        }
    }

    public RecordingState StateOf(string camera) => RecordingState.Of(StreamsOf(camera));

    /// <summary>Names what is left unfinished of cameras that are no longer configured; the others' recorders do it themselves.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    /// <exception cref="UnauthorizedAccessException">The disk does not take it.</exception>
    public void TakeUpLeft(IEnumerable<string> configured)
    {
        foreach (var camera in index.Cameras().Except(configured))
        {
            SegmentFile.Recover(index, camera, StreamRole.Main);
            SegmentFile.Recover(index, camera, StreamRole.Sub);
        }
    }

    /// <summary>Incidents that the cameras' loops have told of, whether they are in the database yet or not.</summary>
    public IReadOnlyList<(string Id, IncidentTime Time)> IncidentTimes()
    {
        lock (access)
        {
            return [.. incidents.SelectMany(camera => camera.Value.All().Select(
                span => (span.Incident, new IncidentTime(camera.Key, span.From, span.To, IsUnsent: true))))];
        }
    }

    /// <param name="main">Null where the camera has no main stream.</param>
    public CameraStreams Open(string camera, RtspConnection? main, RtspConnection? sub)
    {
        var opened = new CameraStreams(RecorderOf(camera, main), RecorderOf(camera, sub));
        lock (access)
        {
            return streams[camera] = opened;
        }
    }

    private StreamRecorder? RecorderOf(string camera, RtspConnection? connection) => connection is null ? null : new StreamRecorder(
        connection,
        new SegmentWriter(camera, connection.Role, index, new RecordingPlan(options, zone, IncidentsOf(camera)), disk, time, segment => Kept?.Invoke(camera, segment), logger),
        video,
        options.Sound,
        time);
}
