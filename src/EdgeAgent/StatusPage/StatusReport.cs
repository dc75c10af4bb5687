using EdgeAgent.Cameras;
using EdgeAgent.Evidence;
using EdgeAgent.Pipeline;
using EdgeAgent.Recording;
using EdgeAgent.Rules;
using EdgeAgent.Uplink;

namespace EdgeAgent.StatusPage;

/// <summary>Answer of /api/status: the box at one moment.</summary>
/// <param name="Time">The agent's clock, so that ages are right even where the viewer's clock is wrong.</param>
/// <param name="TimeZone">The workshop's, by its IANA name: in it the page shows all times.</param>
/// <param name="Untaught">Heads that rules need and that judge nothing until they are taught.</param>
/// <param name="Clock">Null while the box's clock is believed.</param>
/// <param name="OpenIncidents">What goes on now, newest first, however long ago it began.</param>
internal sealed record StatusReport(
    string Site,
    string Version,
    DateTimeOffset Time,
    string TimeZone,
    DateTimeOffset StartedAt,
    IReadOnlyList<CameraReport> Cameras,
    IReadOnlyList<string> Untaught,
    IReadOnlyList<OpenIncident> OpenIncidents,
    LinkStatus Link,
    CentralChange? CentralChange,
    OutboxReport Outbox,
    DiskReport Disk,
    KeptRecordings Recordings,
    RemoteReport Remote,
    UnsureClock? Clock,
    EvidenceReport Evidence)
{
    public static StatusReport From(StatusSources sources, TodayCoverage today) => From(sources, today, sources.Clock());

    private static StatusReport From(StatusSources sources, TodayCoverage today, ClockState clock) => new(
        sources.Site,
        sources.AgentVersion,
        sources.Time.GetUtcNow(),
        IanaNameOf(sources.Coverage.Days.TimeZone),
        sources.StartedAt + clock.Shift,
        [
            .. sources.Board.Cameras.Select(camera => CameraReport.From(
                camera, today.Of(camera.Id), sources.Recordings.StreamsOf(camera.Id), sources.Recording.StateOf(camera.Id))),
        ],
        sources.Enrolment.Untaught,
        OpenIncident.NewestFirst(sources),
        sources.Link(),
        sources.CentralChange(),
        OutboxReport.From(sources.Outbox(), sources.Queue),
        new DiskReport(sources.Disk.FreeBytes, sources.Disk.IsShort),
        KeptRecordings.From(sources.Recording.Retention()),
        RemoteReport.From(sources),
        clock.IsSure ? null : new UnsureClock(clock.DoCamerasAgree == false),
        new EvidenceReport(sources.EvidenceProblem(), sources.Losses()));

    // Windows has names of its own, which no browser knows.
    private static string IanaNameOf(string zone) => TimeZoneInfo.TryConvertWindowsIdToIanaId(zone, out var name) ? name : zone;
}

internal sealed record OpenIncident(string Rule, RuleTitle Title, string CameraName, string Zone, DateTimeOffset Started)
{
    public static IReadOnlyList<OpenIncident> NewestFirst(StatusSources sources)
    {
        var names = CameraReport.Names(sources);
        return [.. sources.Evidence.Open().OrderByDescending(incident => incident.Started).Select(incident => new OpenIncident(
            incident.Rule,
            RuleCatalogue.TitleOf(incident.Rule, incident.Detail),
            names.GetValueOrDefault(incident.Camera, incident.Camera),
            incident.Zone,
            incident.Started))];
    }
}

/// <param name="InView">How many of each label are in view.</param>
/// <param name="Today">How much of the workshop's day it has watched.</param>
/// <param name="Streams">What can be looked at live, best first; nothing of a recorded clip.</param>
internal sealed record CameraReport(
    string Id,
    string Name,
    CameraState State,
    DateTimeOffset Since,
    string? Reason,
    double FramesPerSecond,
    DateTimeOffset? LastFrame,
    long Frames,
    long Dropped,
    long Inferences,
    int Restarts,
    IReadOnlyDictionary<string, int> InView,
    DateTimeOffset? NextAttempt,
    WatchedToday Today,
    IReadOnlyList<StreamRole> Streams,
    RecordingActivity Recording,
    string? RecordingReason,
    LookFigures Looks)
{
    public static CameraReport From(CameraStatus camera, WatchedToday today, CameraStreams streams, RecordingState recording) => new(
        camera.Id,
        NameOf(camera),
        camera.State,
        camera.Since,
        camera.Reason,
        Math.Round(camera.FramesPerSecond, 1),
        camera.LastFrame,
        camera.Frames,
        camera.Dropped,
        camera.Inferences,
        camera.Restarts,
        camera.Tracks.CountBy(track => track.Label).ToDictionary(),
        camera.NextAttempt,
        today,
        [.. streams.All.Select(stream => stream.Role)],
        recording.Activity,
        recording.Reason,
        camera.Looks);

    /// <summary>Id to the name that people know.</summary>
    public static IReadOnlyDictionary<string, string> Names(StatusSources sources) =>
        sources.Board.Cameras.ToDictionary(camera => camera.Id, NameOf);

    private static string NameOf(CameraStatus camera) => camera.Name.Length > 0 ? camera.Name : camera.Id;
}

/// <param name="Thumbnails">How many of those that wait are pictures.</param>
/// <param name="LastSetAside">Some of those that were set aside, newest first, events before pictures.</param>
internal sealed record OutboxReport(
    int Count, DateTimeOffset? Oldest, int SetAside, int Thumbnails, DateTimeOffset? PausedUntil, IReadOnlyList<SetAsideMessage> LastSetAside)
{
    private const int Shown = 5;

    public static OutboxReport From(OutboxFigures figures, Outbox queue) => new(
        figures.Count,
        figures.Oldest,
        figures.SetAside,
        figures.Thumbnails,
        queue.Pause.Until,
        figures.SetAside > 0 ? queue.SetAside.Newest(Shown) : []);
}

/// <param name="DiffersFromCameras">The cameras agree on another time.</param>
internal sealed record UnsureClock(bool DiffersFromCameras);

/// <param name="Problem">Why none can be written at present; null while it can.</param>
/// <param name="Losses">What happened to it in the last week, oldest first.</param>
internal sealed record EvidenceReport(string? Problem, IReadOnlyList<EvidenceNotice> Losses);

internal sealed record DiskReport(long FreeBytes, bool Short);

/// <param name="Oldest">Start of the oldest recording; null where there is none.</param>
/// <param name="GivenUpSeconds">How much was given up before its days were over, since the start.</param>
internal sealed record KeptRecordings(long Bytes, DateTimeOffset? Oldest, long GivenUpSeconds, string? Problem)
{
    public static KeptRecordings From(RetentionStatus status) => new(
        status.Bytes, status.Oldest, (long)status.GivenUpEarly.Values.Sum(time => time.TotalSeconds), status.Problem);
}
