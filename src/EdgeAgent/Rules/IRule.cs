using EdgeAgent.Tracking;
using EdgeAgent.Video;

namespace EdgeAgent.Rules;

/// <summary>Decides whether one moment breaks a rule. It sees no pixels, disk, network or clock.</summary>
public interface IRule
{
    RuleSettings Settings { get; }

    /// <summary>Classes of the detector that it looks for.</summary>
    IReadOnlyCollection<string> Labels { get; }

    /// <summary>The violation of this moment, or null.</summary>
    Violation? Evaluate(Moment moment);
}

/// <summary>What is known of one camera at one moment.</summary>
/// <param name="At">Capture time.</param>
/// <param name="Tracks">What is in sight.</param>
/// <param name="IsLost">True while the camera gives no picture; there are no tracks then.</param>
/// <param name="Condition">Whether the picture shows what it is meant to show; clear while there is none.</param>
public sealed record Moment(
    DateTimeOffset At, IReadOnlyList<Track> Tracks, bool IsLost = false, PictureCondition Condition = PictureCondition.Clear);
