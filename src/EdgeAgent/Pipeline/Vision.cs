using EdgeAgent.Detection;
using EdgeAgent.Rules;
using EdgeAgent.Tracking;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>From a picture to tracks: motion gate, detector, tracker. One for each camera; the detector is shared.</summary>
internal sealed class Vision(IDetector detector, RuleSet rules, DetectionOptions detection, TrackingOptions tracking) : IDisposable
{
    // Following a screen or a chair for ever would cost an inference every few seconds and tell nobody anything.
    private readonly HashSet<string> followed = ["person", .. rules.Labels];
    private readonly Tracker tracker = new(tracking);
    private readonly InferenceSchedule schedule = new(TimeSpan.FromSeconds(detection.StillLookSeconds));
    private MotionGate gate = new();

    public long Inferences { get; private set; }

    /// <summary>Begins a new view: what the camera showed before says nothing about what moves now.</summary>
    public void ForgetPicture()
    {
        gate.Dispose();
        gate = new MotionGate();
    }

    public IReadOnlyList<Track> Look(Frame frame)
    {
        var moves = gate.Look(frame).Count > 0;
        if (!schedule.Decide(frame.CapturedAt, moves, tracker.IsFollowing, tracker.HasMissed))
        {
            return tracker.Rest(frame.CapturedAt);
        }

        Inferences++;
        var objects = detector.Detect(frame).Where(found => followed.Contains(found.Label)).ToList();
        return tracker.Update(objects, frame.CapturedAt);
    }

    public void Dispose() => gate.Dispose();
}
