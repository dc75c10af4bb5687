using EdgeAgent.Cameras;
using EdgeAgent.Detection;
using EdgeAgent.Rules;
using EdgeAgent.Tracking;
using EdgeAgent.Uplink;
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

/// <summary>Builds the parts of one camera.</summary>
internal sealed class CameraFactory(
    PipelineSettings settings,
    IDetector detector,
    StatusBoard board,
    LiveView liveView,
    EvidenceRecorder recorder,
    TimeProvider time,
    ILoggerFactory loggers)
{
    // "Back within 30 s of being back" leaves room for an attempt that hangs until its own limit of 10 s.
    private static readonly RetryOptions Retry = new() { FirstSeconds = 1, MaximumSeconds = 15 };

    public CameraParts Create(CameraOptions camera)
    {
        var source = Source(camera);
        var keyFrames = camera.MainStream is { } main
            ? new KeyFrames(
                new RtspFrameSource(camera, main, FrameSelection.KeyFrames, settings.Video, time), time, loggers.CreateLogger<KeyFrames>())
            : null;
        var rules = new RuleSet(camera, settings.Rules);
        var vision = new Vision(detector, rules, settings.Detection, settings.Tracking);
        var monitor = new CameraMonitor(camera, board, time);
        var pipeline = new CameraPipeline(
            camera,
            source,
            keyFrames,
            vision,
            rules,
            new IncidentLedger(settings.Site, camera.Id, rules),
            monitor,
            liveView,
            recorder.Reports,
            time);
        var supervisor = new CameraSupervisor(
            camera.Id,
            pipeline,
            monitor,
            camera.Clip is { Loop: false },
            new RetrySchedule(Retry, Random.Shared),
            loggers.CreateLogger<CameraSupervisor>());
        return new CameraParts(pipeline, supervisor, vision, keyFrames);
    }

    private IFrameSource Source(CameraOptions camera) => camera.Clip is { } clip
        ? new ClipFrameSource(clip, settings.Video, time)
        : new RtspFrameSource(camera, camera.SubStream!, FrameSelection.Sampled, settings.Video, time);
}

/// <summary>What runs for one camera and is ended with it.</summary>
internal sealed record CameraParts(CameraPipeline Pipeline, CameraSupervisor Supervisor, Vision Vision, KeyFrames? KeyFrames) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        if (KeyFrames is not null)
        {
            await KeyFrames.DisposeAsync();
        }

        Vision.Dispose();
    }
}
