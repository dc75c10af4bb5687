using System.Collections.Concurrent;

namespace EdgeAgent.Pipeline;

/// <summary>The newest snapshot of every camera. Pipelines write, everybody else reads.</summary>
public sealed class StatusBoard
{
    private readonly ConcurrentDictionary<string, CameraStatus> cameras = new();

    /// <summary>Sorted by id.</summary>
    public IReadOnlyList<CameraStatus> Cameras => [.. cameras.Values.OrderBy(camera => camera.Id, StringComparer.Ordinal)];

    public void Post(CameraStatus status) => cameras[status.Id] = status;
}
