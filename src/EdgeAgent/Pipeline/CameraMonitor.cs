using EdgeAgent.Cameras;
using EdgeAgent.Tracking;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>Keeps one camera's row of the <see cref="StatusBoard"/> true. Written by the camera's own loop only.</summary>
internal sealed class CameraMonitor
{
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(5);

    private readonly StatusBoard board;
    private readonly TimeProvider time;
    private readonly Queue<DateTimeOffset> arrivals = new();
    private CameraStatus status;

    public CameraMonitor(CameraOptions camera, StatusBoard board, TimeProvider time)
    {
        this.board = board;
        this.time = time;
        var name = camera.Name.Length > 0 ? camera.Name : camera.Id;
        status = new CameraStatus(camera.Id, name, CameraState.Starting, time.GetUtcNow(), null, 0, null, 0, 0, 0, 0, []);
        board.Post(status);
    }

    /// <summary>Pictures worked on since the start.</summary>
    public long Frames => status.Frames;

    public void Seen(DateTimeOffset capturedAt, IReadOnlyList<Track> tracks, long dropped, long inferences)
    {
        var now = time.GetUtcNow();
        arrivals.Enqueue(now);
        var watching = status.State == CameraState.Watching
            ? status
            : status with { State = CameraState.Watching, Since = now, Reason = null };
        Post(watching with { LastFrame = capturedAt, Frames = status.Frames + 1, Tracks = tracks }, dropped, inferences);
    }

    public void Refresh(long dropped, long inferences) => Post(status, dropped, inferences);

    public void Failed(StreamFailure reason, string message)
    {
        var state = reason switch
        {
            StreamFailure.Unreachable or StreamFailure.Ended => CameraState.Unreachable,
            StreamFailure.LoginRefused => CameraState.LoginRefused,
            StreamFailure.NoSuchStream => CameraState.NoSuchStream,
            StreamFailure.UnsupportedCodec => CameraState.UnsupportedCodec,
            StreamFailure.Stalled => CameraState.Stalled,
            _ => CameraState.Failed,
        };
        var since = status.State == state ? status.Since : time.GetUtcNow();
        arrivals.Clear();
        board.Post(status = status with
        {
            State = state,
            Since = since,
            Reason = message,
            FramesPerSecond = 0,
            Restarts = status.Restarts + 1,
            Tracks = [],
        });
    }

    /// <summary>A clip has come to its end.</summary>
    public void Finished()
    {
        arrivals.Clear();
        board.Post(status = status with { State = CameraState.Finished, Since = time.GetUtcNow(), FramesPerSecond = 0, Tracks = [] });
    }

    private void Post(CameraStatus next, long dropped, long inferences)
    {
        var now = time.GetUtcNow();
        while (arrivals.TryPeek(out var oldest) && (now - oldest).Duration() > RateWindow)
        {
            arrivals.Dequeue();
        }

        var span = Math.Min(RateWindow.TotalSeconds, Math.Max(1, (now - next.Since).TotalSeconds));
        board.Post(status = next with { FramesPerSecond = arrivals.Count / span, Dropped = dropped, Inferences = inferences });
    }
}
