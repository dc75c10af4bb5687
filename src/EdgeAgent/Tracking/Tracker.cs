using EdgeAgent.Detection;

namespace EdgeAgent.Tracking;

/// <summary>
/// Follows things from picture to picture by the method of ByteTrack (Zhang et al., "ByteTrack: Multi-Object Tracking
/// by Associating Every Detection Box", ECCV 2022): certain detections are matched to all tracks first, then uncertain
/// ones to the tracks that are left, so that a half-hidden person stays the same person. One tracker for each camera.
/// </summary>
/// <param name="faint">Labels of things of which the detector is never very certain: less is demanded of them.</param>
public sealed class Tracker(TrackingOptions options, IReadOnlyCollection<string>? faint = null)
{
    // Largest 1 - IoU of a match. Wider than the paper's for the first stage: at 5 pictures a second people move further.
    private const double FirstStageLimit = 0.9;
    private const double SecondStageLimit = 0.6;

    // A bottle or a cup on a bench is found with 0.4 to 0.6 where a person is with 0.6 to 0.8.
    private const double FaintShare = 0.75;

    private readonly List<TrackState> states = [];
    private long lastId;

    /// <summary>Whether anything confirmed is being followed, in sight or not.</summary>
    public bool IsFollowing => states.Exists(state => state.IsConfirmed);

    /// <summary>Whether the last detections left something followed unfound.</summary>
    public bool HasMissed => states.Exists(state => !state.IsInSight);

    /// <summary>Takes the detections of one picture.</summary>
    /// <param name="at">Its capture time, later than the one before.</param>
    /// <returns>The confirmed tracks that are in sight: seen at least twice, and now.</returns>
    public IReadOnlyList<Track> Update(IReadOnlyList<DetectedObject> objects, DateTimeOffset at)
    {
        foreach (var state in states)
        {
            state.Predict(at);
        }

        var certain = objects.Where(found => found.Confidence >= Demanded(options.HighConfidence, found)).ToList();
        var uncertain = objects.Where(found => found.Confidence < Demanded(options.HighConfidence, found)).ToList();
        var unmatched = Match(states, certain, FirstStageLimit, at);
        Match([.. unmatched.Where(state => state is { IsInSight: true, IsConfirmed: true })], uncertain, SecondStageLimit, at);

        foreach (var state in states.Where(state => state.LastSeen != at))
        {
            state.Miss();
        }

        var lost = TimeSpan.FromSeconds(options.LostSeconds);
        states.RemoveAll(state => !state.IsInSight && (!state.IsConfirmed || (at - state.LastSeen).Duration() > lost));
        states.AddRange(certain
            .Where(found => found.Confidence >= Demanded(options.NewConfidence, found))
            .Select(found => new TrackState(++lastId, found, at)));
        return InSight();
    }

    /// <summary>Takes a picture on which nothing moved: what was in sight still stands there.</summary>
    public IReadOnlyList<Track> Rest(DateTimeOffset at)
    {
        foreach (var state in states.Where(state => state.IsInSight))
        {
            state.Rest(at);
        }

        return InSight();
    }

    /// <summary>Matches what can be matched, takes it out of <paramref name="objects"/>, and returns the states left over.</summary>
    private static List<TrackState> Match(List<TrackState> states, List<DetectedObject> objects, double limit, DateTimeOffset at)
    {
        var cost = new double[states.Count, objects.Count];
        for (var row = 0; row < states.Count; row++)
        {
            for (var column = 0; column < objects.Count; column++)
            {
                cost[row, column] = states[row].Label == objects[column].Label
                    ? 1 - states[row].Box.IntersectionOverUnion(objects[column].Box)
                    : 1;
            }
        }

        var assigned = Assignment.Solve(cost, limit);
        var unmatched = new List<TrackState>();
        for (var row = 0; row < states.Count; row++)
        {
            if (assigned[row] >= 0)
            {
                states[row].Correct(objects[assigned[row]], at);
            }
            else
            {
                unmatched.Add(states[row]);
            }
        }

        foreach (var column in assigned.Where(column => column >= 0).OrderDescending())
        {
            objects.RemoveAt(column);
        }

        return unmatched;
    }

    private double Demanded(double confidence, DetectedObject found) =>
        faint?.Contains(found.Label) == true ? FaintShare * confidence : confidence;

    private List<Track> InSight() =>
        [.. states.Where(state => state is { IsConfirmed: true, IsInSight: true }).Select(state => state.ToTrack())];
}
