using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Tracking;
using EdgeAgent.Video;

namespace EdgeAgent.Rules;

/// <summary>What is known of one camera at one moment.</summary>
/// <param name="At">Capture time; it goes on evenly when the box's clock is set.</param>
/// <param name="Tracks">What is in sight.</param>
/// <param name="IsLost">True while the camera gives no picture; there are no tracks then.</param>
/// <param name="Condition">Whether the picture shows what it is meant to show; clear while there is none.</param>
public sealed record Moment(
    DateTimeOffset At, IReadOnlyList<Track> Tracks, bool IsLost = false, PictureCondition Condition = PictureCondition.Clear)
{
    /// <summary>How far the clock, by which hours count, is ahead of the capture times.</summary>
    public TimeSpan ClockShift { get; init; }

    /// <summary>What the clock shows at the moment.</summary>
    public DateTimeOffset ClockTime => At + ClockShift;

    /// <summary>Looks at persons that have become known since the last moment, each with its own capture time.</summary>
    public IReadOnlyList<Look> Looks { get; init; } = [];

    /// <summary>Things that are not part of the learnt background and stand still.</summary>
    public IReadOnlyList<LeftThing> Left { get; init; } = [];

    /// <summary>Where things stand that were rejected once and look as they did.</summary>
    public IReadOnlyList<RejectedPlace> Rejected { get; init; } = [];

    /// <summary>Regions that move now, of whatever is there.</summary>
    public IReadOnlyList<Box> Moving { get; init; } = [];

    /// <summary>Names of the zones in which flames flicker or steam rises now.</summary>
    public IReadOnlySet<string> Active { get; init; } = new HashSet<string>();
}

/// <param name="Rule">Id of the rule that does not report what is there.</param>
public sealed record RejectedPlace(string Rule, Box Box);
