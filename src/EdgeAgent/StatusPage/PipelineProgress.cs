using EdgeAgent.Pipeline;

namespace EdgeAgent.StatusPage;

/// <summary>
/// Tells a pipeline that hangs from one that works, by whether its count of pictures moves between two looks. Capture
/// times would not do: a recorded clip has times of its own, and a box's clock jumps.
/// </summary>
internal sealed class PipelineProgress(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, (long Frames, long Stamp)> seen = [];
    private readonly Lock looking = new();

    /// <summary>
    /// Cameras that claim to have pictures although nothing was worked on for 30 s. A stream without pictures leaves that
    /// state after 10 s by itself, so one that is still in it hangs inside the agent.
    /// </summary>
    public IReadOnlyList<string> Hanging(IReadOnlyList<CameraStatus> cameras)
    {
        lock (looking)
        {
            return [.. cameras.Where(Hangs).Select(camera => camera.Id)];
        }
    }

    private bool Hangs(CameraStatus camera)
    {
        var last = seen.GetValueOrDefault(camera.Id);
        var stands = camera.HasPictures && seen.ContainsKey(camera.Id) && last.Frames == camera.Frames;
        if (!stands)
        {
            seen[camera.Id] = (camera.Frames, time.GetTimestamp());
            return false;
        }

        return time.GetElapsedTime(last.Stamp) > Patience;
    }
}
