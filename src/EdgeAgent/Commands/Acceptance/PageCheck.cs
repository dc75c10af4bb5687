using EdgeAgent.Pipeline;
using EdgeAgent.StatusPage;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>Whether the owner's page can be served, or is; and what an agent that runs says of its cameras, which is what counts.</summary>
internal static class PageCheck
{
    public static async Task<IReadOnlyList<CheckLine>> RunAsync(StatusPageOptions options, string site, CancellationToken cancellationToken)
    {
        (string, object) port = ("port", options.Port);
        var seen = await PageProbe.LookAsync(options, site, cancellationToken);
        return seen.Port switch
        {
            PagePort.Free => [CheckLine.Ok("page.free", port)],
            PagePort.OwnAgent => [CheckLine.Ok("page.running", port), .. seen.Cameras.SelectMany(Of)],
            PagePort.Foreign => [CheckLine.Fail("page.taken", port)],
            _ => [CheckLine.Fail("page.forbidden", port)],
        };
    }

    private static IEnumerable<CheckLine> Of(WatchedCamera camera)
    {
        (string, object)[] values = [("camera", camera.Name), ("agentState", camera.State)];
        return camera.State switch
        {
            CameraState.Watching or CameraState.Finished => [],
            CameraState.Starting or CameraState.Paused => [CheckLine.Warn("page.notWatched", values)],
            _ => [CheckLine.Fail("page.notWatched", values)],
        };
    }
}
