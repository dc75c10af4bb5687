using EdgeAgent.Recording;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeAgent.StatusPage;

/// <summary>
/// Answer of /healthz: whether the agent itself can do its work, for a watchdog or a monitor. A camera that is unplugged
/// or a broker that is away is no reason: the agent sees it, reports it and waits for it, and a restart would only lose
/// what it is following. It fails where it hangs or cannot keep evidence or recordings.
/// </summary>
internal sealed record HealthReport(string Status, IReadOnlyList<string> Reasons)
{
    public static HealthReport From(StatusSources sources, PipelineProgress progress)
    {
        List<string> reasons =
        [
            .. progress.Hanging(sources.Board.Cameras)
                .Select(camera => $"camera {camera}: watching, but no picture was worked on for 30 s"),
        ];
        if (!sources.Disk.IsWritable)
        {
            reasons.Add("disk: the agent's folder cannot be written to");
        }
        else if (sources.Disk.IsShort)
        {
            reasons.Add("disk: too little space left, no new evidence is kept");
        }

        reasons.AddRange(
            from camera in sources.Board.Cameras
            let recording = sources.Recording.StateOf(camera.Id)
            where recording.Activity is RecordingActivity.DiskFull or RecordingActivity.DiskFails
            select $"camera {camera.Id}: not recorded, {recording.Reason}");

        if (sources.EvidenceProblem() is { } problem)
        {
            reasons.Add($"evidence: {problem}");
        }

        try
        {
            _ = sources.Outbox();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whatever the database throws, it is not answering.
            reasons.Add($"database: {error.Message}");
        }

        return new HealthReport(reasons.Count == 0 ? "ok" : "failing", reasons);
    }

    public JsonHttpResult<object> Answer() => Reasons.Count == 0
        ? TypedResults.Json<object>(new { Status }, PageJson.Options)
        : TypedResults.Json<object>(this, PageJson.Options, statusCode: StatusCodes.Status503ServiceUnavailable);
}
