using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Video;

namespace EdgeAgent.Recording;

/// <summary>All that is recorded and shown of all cameras.</summary>
public sealed class Recordings(
    RecordingOptions options, VideoOptions video, TimeZoneInfo zone, SegmentIndex index, DiskSpace disk, SteadyTime time, ILogger<Recordings> logger)
{
    private readonly Dictionary<string, CameraStreams> streams = [];
    private readonly Dictionary<string, IncidentSpans> incidents = [];
    private readonly Dictionary<string, UndecidedSegments> undecided = [];
    private readonly PartialSegments partials = new(index, logger);
    private readonly Lock access = new();

    /// <summary>As <see cref="LongestDoubt"/> says.</summary>
    public TimeSpan Doubt { get; init; } = LongestDoubt.Least;

    public SegmentIndex Index => index;

    /// <summary>A camera's segment is on disk and stays; raised on the thread that reads its stream, or by a timer.</summary>
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

    /// <summary>
    /// Takes up what an earlier run has left unfinished or undecided. Call once, before anything looks for recordings; only what
    /// was written last is looked at.
    /// </summary>
    /// <param name="incidentsSince">Incidents that were last seen at that moment or later, or are open.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be read.</exception>
    public void TakeUpLast(Func<DateTimeOffset, IEnumerable<Incident>> incidentsSince)
    {
        foreach (var camera in index.Cameras())
        {
            partials.TakeUpLast(camera).ForEach(UndecidedOf(camera).Add);
            if (UndecidedOf(camera).AddLast() is { } oldest)
            {
                var since = oldest.AddSeconds(-options.ClipSecondsAfter);
                foreach (var incident in incidentsSince(since).Where(incident => incident.Camera == camera))
                {
                    IncidentsOf(camera).Tell(incident.Id, incident.Started, incident.Ended);
                }
            }
        }
    }

    /// <summary>Takes up what still lies unfinished in all other folders; beside everything else.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be read.</exception>
    public void TakeUpOthers()
    {
        foreach (var camera in index.Cameras())
        {
            partials.TakeUpOthers(camera).ForEach(UndecidedOf(camera).Add);
        }
    }

    /// <summary>Deletes what the schedule does not keep and no incident has claimed; call every few seconds.</summary>
    public void Decide()
    {
        List<UndecidedSegments> all;
        lock (access)
        {
            all = [.. undecided.Values];
        }

        all.ForEach(camera => camera.Decide());
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

    private UndecidedSegments UndecidedOf(string camera)
    {
        lock (access)
        {
            return undecided.TryGetValue(camera, out var known)
                ? known
                : undecided[camera] = new UndecidedSegments(
                    camera, index, new RecordingPlan(options, zone, IncidentsOf(camera), Doubt), time, segment => Kept?.Invoke(camera, segment));
        }
    }

    private StreamRecorder? RecorderOf(string camera, RtspConnection? connection) => connection is null ? null : new StreamRecorder(
        connection,
        new SegmentWriter(camera, connection.Role, index, UndecidedOf(camera), disk, logger),
        video,
        options.Sound,
        time);
}
