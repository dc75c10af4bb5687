using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Detection;
using EdgeAgent.Rules;
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
    StatusBoard Board,
    LiveView LiveView,
    EvidenceRecorder Recorder,
    CameraControls Controls,
    CameraPauses Pauses,
    ViewReferences Views,
    LoginGate Logins,
    TimeProvider Time,
    ILoggerFactory Loggers);

/// <summary>Builds the parts of one camera.</summary>
internal sealed class CameraFactory(PipelineSettings settings, CameraSurroundings shared)
{
    private readonly TimeProvider time = shared.Time;
    private readonly ILoggerFactory loggers = shared.Loggers;

    public CameraParts Create(CameraOptions camera)
    {
        var addresses = new CameraAddresses(camera, shared.Logins, time);
        var keyFrames = camera.MainStream is null && camera.Onvif is null
            ? null
            : new KeyFrames(
                new RtspFrameSource(camera, addresses, shared.Logins, StreamRole.Main, settings.Video, time), time, loggers.CreateLogger<KeyFrames>());
        var memory = new ViewMemory(camera.Id, shared.Views, time, loggers.CreateLogger<ViewMemory>());
        var rules = new RuleSet(camera, settings.Rules);
        var vision = new Vision(shared.Detector, rules, settings.Detection, settings.Tracking, memory.Recall());
        var monitor = new CameraMonitor(camera, shared.Board, time);
        var orders = new CameraOrders(
            camera.Id, shared.Controls.Find(camera.Id)!, shared.Pauses, vision, memory, monitor, time, loggers.CreateLogger<CameraOrders>());
        var pipeline = new CameraPipeline(
            camera,
            Source(camera, addresses),
            keyFrames,
            vision,
            new IncidentReporter(rules, new IncidentLedger(settings.Site, camera.Id, rules), keyFrames, shared.Recorder.Reports),
            monitor,
            orders,
            memory,
            shared.LiveView,
            time);
        var supervisor = new CameraSupervisor(pipeline, monitor, camera.Clip is { Loop: false }, Random.Shared, time);
        return new CameraParts(pipeline, supervisor, orders, vision, keyFrames);
    }

    private IFrameSource Source(CameraOptions camera, CameraAddresses addresses) => camera.Clip is { } clip
        ? new ClipFrameSource(clip, settings.Video, time)
        : new RtspFrameSource(camera, addresses, shared.Logins, StreamRole.Sub, settings.Video, time);
}

/// <summary>What runs for one camera and is ended with it.</summary>
internal sealed record CameraParts(
    CameraPipeline Pipeline, CameraSupervisor Supervisor, CameraOrders Orders, Vision Vision, KeyFrames? KeyFrames) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        Orders.Close();
        if (KeyFrames is not null)
        {
            await KeyFrames.DisposeAsync();
        }

        Vision.Dispose();
    }
}
