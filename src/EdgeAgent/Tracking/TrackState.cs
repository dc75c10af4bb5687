using EdgeAgent.Detection;
using EdgeAgent.Geometry;

namespace EdgeAgent.Tracking;

/// <summary>What the tracker knows of one track between pictures.</summary>
internal sealed class TrackState
{
    private const double ConfidenceWeight = 0.3;

    private readonly long id;
    private readonly DateTimeOffset firstSeen;
    private readonly KalmanBox filter;
    private double confidence;
    private int matches = 1;
    private DateTimeOffset predictedTo;

    public TrackState(long id, DetectedObject found, DateTimeOffset at)
    {
        this.id = id;
        Label = found.Label;
        filter = new KalmanBox(found.Box);
        confidence = found.Confidence;
        firstSeen = LastSeen = predictedTo = at;
    }

    public string Label { get; }

    public Box Box => filter.Box;

    public DateTimeOffset LastSeen { get; private set; }

    public bool IsInSight { get; private set; } = true;

    /// <summary>One detection alone may be a mistake; the second one in a row confirms.</summary>
    public bool IsConfirmed => matches >= 2;

    public void Predict(DateTimeOffset at)
    {
        // The box's clock may be put back; uncertainty never shrinks by it.
        filter.Predict(Math.Max(0, (at - predictedTo).TotalSeconds));
        predictedTo = at;
    }

    public void Correct(DetectedObject found, DateTimeOffset at)
    {
        filter.Correct(found.Box);
        confidence += ConfidenceWeight * (found.Confidence - confidence);
        matches++;
        IsInSight = true;
        LastSeen = at;
    }

    public void Miss() => IsInSight = false;

    public void Rest(DateTimeOffset at) => LastSeen = predictedTo = at;

    public Track ToTrack() => new(id, Label, Box, confidence, firstSeen, LastSeen);
}
