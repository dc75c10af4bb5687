using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Evidence;
using EdgeAgent.Recording;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Tracking;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>The settings that every camera's pipeline is built from.</summary>
public sealed record PipelineSettings(
    IReadOnlyList<CameraOptions> Cameras,
    VideoOptions Video,
    DetectionOptions Detection,
    TrackingOptions Tracking,
    RulesOptions Rules,
    string Site);

/// <summary>What all cameras share.</summary>
public sealed record CameraSurroundings(
    IDetector Detector,
    PersonJudge Judge,
    TaughtHeads Taught,
    RejectedThings Rejected,
    StatusBoard Board,
    LiveView LiveView,
    EvidenceRecorder Recorder,
    CameraControls Controls,
    CameraPauses Pauses,
    ViewReferences Views,
    Recordings Recordings,
    LoginGate Logins,
    SteadyTime Time,
    ClockTrust Trust,
    ILoggerFactory Loggers);

/// <summary>Builds the parts of one camera.</summary>
internal sealed class CameraFactory(PipelineSettings settings, CameraSurroundings shared)
{
    private readonly SteadyTime time = shared.Time;
    private readonly ILoggerFactory loggers = shared.Loggers;

    public CameraParts Create(CameraOptions camera)
    {
        var addresses = new CameraAddresses(camera, shared.Logins, time);
        var streams = Streams(camera, addresses);
        var recording = new CameraRecording(camera.Id, streams, time, loggers.CreateLogger<CameraRecording>());
        var sharp = streams.Best is { } best ? new SharpPictures(best.Live, settings.Video, time) : null;
        var memory = new ViewMemory(camera.Id, shared.Views, time, loggers.CreateLogger<ViewMemory>());
        var rules = new RuleSet(camera, settings.Rules);
        var keys = streams.Main is { } main ? new KeyPictures(main.Live, settings.Video, time) : null;
        var looks = LookTaker.For(camera.Id, rules, shared.Judge, keys, settings.Detection);
        var vision = new Vision(shared.Detector, rules, settings.Detection, settings.Tracking, looks, () => shared.Rejected.Of(camera.Id), memory.Recall());
        var clock = new CaptureClock(time, shared.Trust, hasOwnTimes: camera.Clip?.StartsAt is not null);
        var monitor = new CameraMonitor(camera, shared.Board, time);
        var orders = new CameraOrders(
            camera.Id, shared.Controls.Find(camera.Id)!, shared.Pauses, vision, memory, monitor, time, loggers.CreateLogger<CameraOrders>());
        var pipeline = new CameraPipeline(
            camera,
            Source(camera, addresses),
            recording,
            vision,
            new IncidentReporter(
                rules,
                new RuleModels(rules, settings.Detection, shared.Taught).Of,
                new IncidentLedger(settings.Site, camera.Id, rules, clock.NameOf),
                sharp,
                shared.Recordings.IncidentsOf(camera.Id),
                shared.Recorder.Reports,
                clock),
            monitor,
            orders,
            memory,
            shared.LiveView,
            clock,
            time);
        var supervisor = new CameraSupervisor(pipeline, monitor, camera.Clip is { Loop: false }, Random.Shared, time);
        return new CameraParts(pipeline, supervisor, orders, looks, vision, recording);
    }

    private IFrameSource Source(CameraOptions camera, CameraAddresses addresses) => camera.Clip is { } clip
        ? new ClipFrameSource(clip, settings.Video, time)
        : new RtspFrameSource(Connection(camera, addresses, StreamRole.Sub), settings.Video, time);

    private CameraStreams Streams(CameraOptions camera, CameraAddresses addresses) => camera.Clip is not null
        ? CameraStreams.None
        : shared.Recordings.Open(
            camera.Id,
            camera.MainStream is null && camera.Onvif is null ? null : Connection(camera, addresses, StreamRole.Main),
            Connection(camera, addresses, StreamRole.Sub));

    private RtspConnection Connection(CameraOptions camera, CameraAddresses addresses, StreamRole role) =>
        new(camera, addresses, shared.Logins, role, settings.Video, time);
}

/// <summary>What runs for one camera and is ended with it.</summary>
internal sealed record CameraParts(
    CameraPipeline Pipeline, CameraSupervisor Supervisor, CameraOrders Orders, LookTaker? Looks, Vision Vision, CameraRecording Recording) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        Orders.Close();
        await Recording.DisposeAsync();
        if (Looks is not null)
        {
            await Looks.DisposeAsync();
        }

        Vision.Dispose();
    }
}
