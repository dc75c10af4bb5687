using System.Collections.Concurrent;
using EdgeAgent.Storage;

namespace EdgeAgent.Pipeline;

/// <summary>The newest snapshot of every camera. Each camera's own loop writes, everybody else reads.</summary>
public sealed class StatusBoard(SteadyTime time)
{
    // Two reasons may take turns for days, at each attempt to open a stream.
    private static readonly TimeSpan BetweenReasons = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, CameraStatus> cameras = new();
    private readonly ConcurrentDictionary<string, (CameraState State, string? Reason, long At, TimeSpan Shift)> told = new();

    /// <summary>
    /// Raised on the camera's loop when it enters another state, the first included, and when the reason of its state is
    /// another one than a minute or more ago, or the clock was set meanwhile.
    /// </summary>
    public event Action<CameraStatus>? StateChanged;

    /// <summary>Sorted by id, with times as the clock shows them now.</summary>
    public IReadOnlyList<CameraStatus> Cameras => [.. cameras.Values.OrderBy(camera => camera.Id, StringComparer.Ordinal).Select(OnClock)];

    /// <param name="status">With steady times.</param>
    public void Post(CameraStatus status)
    {
        cameras[status.Id] = status;
        if (IsNew(status))
        {
            told[status.Id] = (status.State, status.Reason, time.GetTimestamp(), time.Shift);
            StateChanged?.Invoke(OnClock(status));
        }
    }

    private bool IsNew(CameraStatus status) =>
        !told.TryGetValue(status.Id, out var last) || last.State != status.State || last.Shift != time.Shift
        || (last.Reason != status.Reason && time.GetElapsedTime(last.At) >= BetweenReasons);

    private CameraStatus OnClock(CameraStatus status)
    {
        var shift = time.Shift;
        return status with { Since = status.Since + shift, LastFrame = status.LastFrame + shift, NextAttempt = status.NextAttempt + shift };
    }
}
