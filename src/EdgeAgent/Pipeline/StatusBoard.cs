using System.Collections.Concurrent;

namespace EdgeAgent.Pipeline;

/// <summary>The newest snapshot of every camera. Each camera's own loop writes, everybody else reads.</summary>
public sealed class StatusBoard
{
    private readonly ConcurrentDictionary<string, CameraStatus> cameras = new();

    /// <summary>Raised on the camera's loop when its state or the reason of it is another one, the first included.</summary>
    public event Action<CameraStatus>? StateChanged;

    /// <summary>Sorted by id.</summary>
    public IReadOnlyList<CameraStatus> Cameras => [.. cameras.Values.OrderBy(camera => camera.Id, StringComparer.Ordinal)];

    public void Post(CameraStatus status)
    {
        var isNew = !cameras.TryGetValue(status.Id, out var before) || (before.State, before.Reason) != (status.State, status.Reason);
        cameras[status.Id] = status;
        if (isNew)
        {
            StateChanged?.Invoke(status);
        }
    }
}
