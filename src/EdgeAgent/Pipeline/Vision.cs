using EdgeAgent.Detection;
using EdgeAgent.Rules;
using EdgeAgent.Tracking;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>
/// From a picture to what is known of that moment: the picture's own condition, motion gate, detector, tracker, looks at persons. One for
/// each camera; the detector is shared.
/// </summary>
/// <param name="looks">Null where no rule needs anything to be judged.</param>
/// <param name="learnt">What is known of the camera's view; null when nothing is.</param>
internal sealed class Vision(
    IDetector detector, RuleSet rules, DetectionOptions detection, TrackingOptions tracking, LookTaker? looks, ViewReference? learnt = null) : IDisposable
{
    // Following a screen or a chair for ever would cost an inference every few seconds and tell nobody anything.
    private readonly HashSet<string> followed = ["person", .. rules.Needs.Labels];
    private readonly Tracker tracker = new(tracking);
    private readonly InferenceSchedule schedule = new(TimeSpan.FromSeconds(detection.StillLookSeconds));
    private readonly PictureHealth health = new(learnt);
    private MotionGate gate = new();

    public long Inferences { get; private set; }

    /// <summary>What is learnt of the camera's view by now.</summary>
    public ViewReference View => health.Reference;

    /// <summary>Where the camera looks now is where it is meant to look.</summary>
    public void AcceptView() => health.AcceptView();

    /// <summary>The stream is opened anew: what the camera showed before says nothing about what moves now.</summary>
    public void ForgetPicture()
    {
        health.Interrupted();
        gate.Dispose();
        gate = new MotionGate();
    }

    public Moment Look(Frame frame)
    {
        var condition = health.Look(frame);
        var tracks = Follow(frame);

        if (condition == PictureCondition.Frozen)
        {
            // Who stands on a picture that is past is not known to be there now.
            return new Moment(frame.CapturedAt, [], Condition: condition);
        }

        return new Moment(frame.CapturedAt, tracks, Condition: condition) { Looks = looks?.Look(frame, tracks) ?? [] };
    }

    public void Dispose()
    {
        health.Dispose();
        gate.Dispose();
    }

    private IReadOnlyList<Track> Follow(Frame frame)
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
}
