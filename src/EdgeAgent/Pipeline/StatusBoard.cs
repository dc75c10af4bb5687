using System.Collections.Concurrent;

namespace EdgeAgent.Pipeline;

/// <summary>The newest snapshot of every camera. Each camera's own loop writes, everybody else reads.</summary>
public sealed class StatusBoard(TimeProvider time)
{
    // Two reasons may take turns for days, at each attempt to open a stream.
    private static readonly TimeSpan BetweenReasons = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, CameraStatus> cameras = new();
    private readonly ConcurrentDictionary<string, (CameraState State, string? Reason, long At)> told = new();

    /// <summary>
    /// Raised on the camera's loop when it enters another state, the first included, and when the reason of its state is
    /// another one than a minute or more ago.
    /// </summary>
    public event Action<CameraStatus>? StateChanged;

    /// <summary>Sorted by id.</summary>
    public IReadOnlyList<CameraStatus> Cameras => [.. cameras.Values.OrderBy(camera => camera.Id, StringComparer.Ordinal)];

    public void Post(CameraStatus status)
    {
        cameras[status.Id] = status;
        if (IsNew(status))
        {
            told[status.Id] = (status.State, status.Reason, time.GetTimestamp());
            StateChanged?.Invoke(status);
        }
    }

    private bool IsNew(CameraStatus status) =>
        !told.TryGetValue(status.Id, out var last) || last.State != status.State
        || (last.Reason != status.Reason && time.GetElapsedTime(last.At) >= BetweenReasons);
}
