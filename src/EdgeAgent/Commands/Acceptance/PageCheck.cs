using EdgeAgent.StatusPage;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>Whether the owner's page can be served, or is.</summary>
internal static class PageCheck
{
    public static async Task<CheckLine> RunAsync(StatusPageOptions options, string site, CancellationToken cancellationToken)
    {
        (string, object) port = ("port", options.Port);
        return await PageProbe.LookAsync(options, site, cancellationToken) switch
        {
            PagePort.Free => CheckLine.Ok("page.free", port),
            PagePort.OwnAgent => CheckLine.Ok("page.running", port),
            PagePort.Foreign => CheckLine.Fail("page.taken", port),
            _ => CheckLine.Fail("page.forbidden", port),
        };
    }
}
