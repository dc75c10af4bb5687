using System.Collections.Immutable;
using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Tracking;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>
/// From a picture to what is known of that moment: the picture's own condition, motion gate, detector, tracker, looks at
/// persons, and the scenery around them. One for each camera; the detector is shared.
/// </summary>
/// <param name="looks">Null where no rule needs anything to be judged.</param>
/// <param name="rejected">What has been found to be no violation on this camera.</param>
/// <param name="learnt">What is known of the camera's view; null when nothing is.</param>
internal sealed class Vision(
    IDetector detector, RuleSet rules, DetectionOptions detection, TrackingOptions tracking, LookTaker? looks, Func<ImmutableArray<RejectedThing>> rejected, ViewReference? learnt = null) : IDisposable
{
    // Following a screen or a chair for ever would cost an inference every few seconds and tell nobody anything.
    private readonly HashSet<string> followed = ["person", .. rules.Needs.Labels, .. rules.Needs.HelpfulLabels];
    private readonly HashSet<string> reporting = [.. rules.Rules.Select(rule => rule.Settings.Rule)];
    private readonly Tracker tracker = new(tracking, rules.Needs.FaintLabels);
    private readonly InferenceSchedule schedule = new(TimeSpan.FromSeconds(detection.StillLookSeconds));
    private readonly PictureHealth health = new(learnt);
    private readonly Scenery scenery = new(rules);
    private readonly LivingTracks living = new();
    private MotionGate gate = new();

    public long Inferences { get; private set; }

    /// <summary>What is learnt of the camera's view by now.</summary>
    public ViewReference View => health.Reference;

    /// <summary>Where the camera looks now is where it is meant to look.</summary>
    public void AcceptView()
    {
        health.AcceptView();
        scenery.Forget();
    }

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
        var moving = gate.Look(frame);
        var tracks = Follow(frame, moving.Count > 0);

        if (condition == PictureCondition.Frozen)
        {
            // Who stands on a picture that is past is not known to be there now.
            return new Moment(frame.CapturedAt, [], Condition: condition);
        }

        var moment = new Moment(frame.CapturedAt, tracks, Condition: condition) { Looks = looks?.Look(frame, Judged(tracks, moving, frame.CapturedAt)) ?? [] };
        var whole = scenery.Look(frame, moment);
        return whole with { Rejected = Rejected(whole, frame) };
    }

    public void Dispose()
    {
        health.Dispose();
        scenery.Dispose();
        gate.Dispose();
    }

    // Nobody asks a poster for its mask; a bottle need not live.
    private List<Track> Judged(IReadOnlyList<Track> tracks, IReadOnlyList<Box> moving, DateTimeOffset at)
    {
        var isPerson = tracks.ToLookup(track => track.Label == "person");
        return [.. living.Among([.. isPerson[true]], moving, at), .. isPerson[false]];
    }

    // Only where anything is found is it worth a comparison.
    private IReadOnlyList<RejectedPlace> Rejected(Moment moment, Frame frame)
    {
        var found = moment.Tracks.Select(track => track.Box).Concat(moment.Left.Select(thing => thing.Box)).ToList();
        return
        [
            .. from thing in rejected()
               where reporting.Contains(thing.Rule) && found.Exists(box => box.IntersectionOverUnion(thing.Box) > 0) && thing.IsOn(frame)
               select new RejectedPlace(thing.Rule, thing.Box),
        ];
    }

    private IReadOnlyList<Track> Follow(Frame frame, bool moves)
    {
        if (!schedule.Decide(frame.CapturedAt, moves, tracker.IsFollowing, tracker.HasMissed))
        {
            return tracker.Rest(frame.CapturedAt);
        }

        Inferences++;
        var objects = detector.Detect(frame).Where(found => followed.Contains(found.Label)).ToList();
        return tracker.Update(objects, frame.CapturedAt);
    }
}
