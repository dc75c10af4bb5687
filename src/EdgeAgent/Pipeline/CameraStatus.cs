using EdgeAgent.Tracking;

namespace EdgeAgent.Pipeline;

/// <summary>What a camera is doing.</summary>
public enum CameraState
{
    Starting,
    Watching,

    /// <summary>The stream goes on, but it is one and the same picture.</summary>
    Frozen,

    /// <summary>Something hides nearly all of the view.</summary>
    Covered,

    /// <summary>It looks elsewhere than it used to.</summary>
    Moved,

    /// <summary>Too dark for anything to be seen.</summary>
    Dark,

    Unreachable,

    /// <summary>Another one has its address.</summary>
    AnotherCamera,

    LoginRefused,
    NoSuchStream,
    UnsupportedCodec,
    Stalled,
    Failed,

    /// <summary>Its owner wants it not to watch for a while.</summary>
    Paused,

    /// <summary>A clip that does not loop has come to its end.</summary>
    Finished,
}

/// <summary>A camera at one moment: a snapshot for the page, the heartbeat and the metrics.</summary>
/// <param name="Since">Since when it is in this state.</param>
/// <param name="Reason">Why it is not watching, for people; null while it is.</param>
/// <param name="FramesPerSecond">Pictures worked on, over the last seconds.</param>
/// <param name="LastFrame">Capture time of the last picture; null before the first.</param>
/// <param name="Frames">Pictures worked on since the start.</param>
/// <param name="Dropped">Pictures left out because newer ones were there, since the start.</param>
/// <param name="Inferences">Times the detector ran, since the start.</param>
/// <param name="Restarts">Times the stream was opened anew, since the start.</param>
/// <param name="Tracks">What is in view.</param>
/// <param name="NextAttempt">When its stream is opened again; null while it is open.</param>
public sealed record CameraStatus(
    string Id,
    string Name,
    CameraState State,
    DateTimeOffset Since,
    string? Reason,
    double FramesPerSecond,
    DateTimeOffset? LastFrame,
    long Frames,
    long Dropped,
    long Inferences,
    int Restarts,
    IReadOnlyList<Track> Tracks,
    DateTimeOffset? NextAttempt = null)
{
    /// <summary>What became of the looks at persons since the start; nothing where no rule needs any.</summary>
    public LookFigures Looks { get; init; } = LookFigures.None;

    /// <summary>Whether pictures come, whatever they show.</summary>
    public bool HasPictures =>
        State is CameraState.Watching or CameraState.Frozen or CameraState.Covered or CameraState.Moved or CameraState.Dark;
}
