using EdgeAgent.Cameras;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>Keeps one camera's row of the <see cref="StatusBoard"/> true, by steady times. Written by the camera's own loop only.</summary>
internal sealed class CameraMonitor
{
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(5);

    private readonly StatusBoard board;
    private readonly SteadyTime time;
    private readonly Queue<DateTimeOffset> arrivals = new();
    private DateTimeOffset flowingSince;
    private CameraStatus status;

    public CameraMonitor(CameraOptions camera, StatusBoard board, SteadyTime time)
    {
        this.board = board;
        this.time = time;
        var name = camera.Name.Length > 0 ? camera.Name : camera.Id;
        status = new CameraStatus(camera.Id, name, CameraState.Starting, time.GetUtcNow(), null, 0, null, 0, 0, 0, 0, []);
        board.Post(status);
    }

    /// <summary>Pictures worked on since the start.</summary>
    public long Frames => status.Frames;

    public CameraState State => status.State;

    public void Seen(Moment moment, long dropped, long inferences)
    {
        var now = time.GetUtcNow();
        flowingSince = arrivals.Count == 0 ? now : flowingSince;
        arrivals.Enqueue(now);
        var (state, reason) = Of(moment.Condition);
        var seen = status with { LastFrame = time.FromClock(moment.ClockTime), Frames = status.Frames + 1, Tracks = moment.Tracks, Looks = status.Looks.With(moment.Looks) };
        Post(seen.State == state ? seen : In(seen, state, reason), dropped, inferences);
    }

    public void Refresh(long dropped, long inferences) => Post(status, dropped, inferences);

    /// <param name="nextAttempt">When the stream is opened again.</param>
    public void Failed(StreamFailure reason, string message, DateTimeOffset nextAttempt)
    {
        var state = reason switch
        {
            StreamFailure.Unreachable or StreamFailure.Ended => CameraState.Unreachable,
            StreamFailure.AnotherCamera => CameraState.AnotherCamera,
            StreamFailure.LoginRefused => CameraState.LoginRefused,
            StreamFailure.NoSuchStream => CameraState.NoSuchStream,
            StreamFailure.UnsupportedCodec => CameraState.UnsupportedCodec,
            StreamFailure.Stalled => CameraState.Stalled,
            _ => CameraState.Failed,
        };
        var since = status.State == state ? status.Since : time.GetUtcNow();
        Stop(In(status, state, message) with { Since = since, Restarts = status.Restarts + 1, NextAttempt = nextAttempt });
    }

    public void Paused(CameraPause pause) => Stop(In(status, CameraState.Paused, $"paused on the box's page until {time.OnClock(pause.Until):u}") with
    {
        Since = pause.Since,
        NextAttempt = pause.Until,
    });

    /// <summary>Connects again after a pause.</summary>
    public void Starting() => Stop(In(status, CameraState.Starting, null));

    /// <summary>A clip has come to its end.</summary>
    public void Finished() => Stop(In(status, CameraState.Finished, null));

    private static (CameraState State, string? Reason) Of(PictureCondition condition) => condition switch
    {
        PictureCondition.Frozen => (CameraState.Frozen, "the stream goes on, but it is one and the same picture"),
        PictureCondition.Covered => (CameraState.Covered, "something hides nearly all of the view"),
        PictureCondition.Moved => (CameraState.Moved, "the camera looks elsewhere than it used to"),
        PictureCondition.Dark => (CameraState.Dark, "too dark for anything to be seen"),
        _ => (CameraState.Watching, null),
    };

    private CameraStatus In(CameraStatus before, CameraState state, string? reason) =>
        before with { State = state, Since = time.GetUtcNow(), Reason = reason, NextAttempt = null };

    // No pictures come any more.
    private void Stop(CameraStatus next)
    {
        arrivals.Clear();
        board.Post(status = next with { FramesPerSecond = 0, Tracks = [] });
    }

    private void Post(CameraStatus next, long dropped, long inferences)
    {
        var now = time.GetUtcNow();
        while (arrivals.TryPeek(out var oldest) && (now - oldest).Duration() > RateWindow)
        {
            arrivals.Dequeue();
        }

        var span = Math.Min(RateWindow.TotalSeconds, Math.Max(1, (now - flowingSince).TotalSeconds));
        board.Post(status = next with { FramesPerSecond = arrivals.Count / span, Dropped = dropped, Inferences = inferences });
    }
}
