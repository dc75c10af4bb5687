using EdgeAgent.Pipeline;
using EdgeAgent.Uplink;

namespace EdgeAgent.StatusPage;

/// <summary>Answer of /api/status: the box at one moment.</summary>
/// <param name="Time">The agent's clock, so that ages are right even where the viewer's clock is wrong.</param>
/// <param name="OpenIncidents">How many are going on now, by rule.</param>
internal sealed record StatusReport(
    string Site,
    string Version,
    DateTimeOffset Time,
    DateTimeOffset StartedAt,
    IReadOnlyList<CameraReport> Cameras,
    IReadOnlyDictionary<string, int> OpenIncidents,
    LinkStatus Link,
    OutboxReport Outbox,
    DiskReport Disk)
{
    public static StatusReport From(StatusSources sources) => new(
        sources.Site,
        sources.AgentVersion,
        sources.Time.GetUtcNow(),
        sources.StartedAt,
        [.. sources.Board.Cameras.Select(CameraReport.From)],
        sources.Evidence.Open().CountBy(incident => incident.Rule).ToDictionary(),
        sources.Link(),
        OutboxReport.From(sources.Outbox()),
        new DiskReport(sources.Disk.FreeBytes, sources.Disk.IsShort));
}

/// <param name="InView">How many of each label are in view.</param>
internal sealed record CameraReport(
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
    IReadOnlyDictionary<string, int> InView)
{
    public static CameraReport From(CameraStatus camera) => new(
        camera.Id,
        NameOf(camera),
        camera.State,
        camera.Since,
        camera.Reason,
        Math.Round(camera.FramesPerSecond, 1),
        camera.LastFrame,
        camera.Frames,
        camera.Dropped,
        camera.Inferences,
        camera.Restarts,
        camera.Tracks.CountBy(track => track.Label).ToDictionary());

    public static string NameOf(CameraStatus camera) => camera.Name.Length > 0 ? camera.Name : camera.Id;
}

internal sealed record OutboxReport(int Count, DateTimeOffset? Oldest, int SetAside)
{
    public static OutboxReport From(OutboxFigures figures) => new(figures.Count, figures.Oldest, figures.SetAside);
}

internal sealed record DiskReport(long FreeBytes, bool Short);
