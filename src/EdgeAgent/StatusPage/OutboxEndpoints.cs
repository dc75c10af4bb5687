using EdgeAgent.Uplink;
using Microsoft.AspNetCore.Mvc;

namespace EdgeAgent.StatusPage;

/// <summary>What the owner may ask of the reporting: to wait for some hours, to go on, to send once more what was set aside.</summary>
internal static class OutboxEndpoints
{
    private const int BodyBytes = 1024;

    public static void MapOutbox(this IEndpointRouteBuilder routes, Outbox outbox)
    {
        var group = routes.MapGroup("/api/outbox").WithMetadata(new RequestSizeLimitAttribute(BodyBytes));
        group.MapPost("/pause", Task<IResult> (HttpContext context) =>
            PauseBody.ReadAsync(context, OutboxPause.Longest, outbox.Pause.Begin));
        group.MapPost("/resume", () => DoAsync(outbox.Pause.End));
        group.MapPost("/retry", () => DoAsync(() => outbox.SetAside.SendAgain()));
    }

    private static Task<IResult> DoAsync(Action action) => StrictBody.GuardAsync(() =>
    {
        action();
        return TypedResults.NoContent();
    });
}
