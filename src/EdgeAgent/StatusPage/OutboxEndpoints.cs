using EdgeAgent.Uplink;
using Microsoft.AspNetCore.Mvc;

namespace EdgeAgent.StatusPage;

/// <summary>What the owner may ask of the reporting: to wait for some hours, to go on, to send once more what was set aside.</summary>
internal static class OutboxEndpoints
{
    private const int BodyBytes = 1024;
    private static readonly int LongestMinutes = (int)OutboxPause.Longest.TotalMinutes;

    public static void MapOutbox(this IEndpointRouteBuilder routes, Outbox outbox)
    {
        var group = routes.MapGroup("/api/outbox").WithMetadata(new RequestSizeLimitAttribute(BodyBytes));
        group.MapPost("/pause", Task<IResult> (HttpContext context) =>
            StrictBody.ReadAsync<PauseRequest>(context, Form, asked => Pause(outbox.Pause, asked.Minutes)));
        group.MapPost("/resume", () => DoAsync(outbox.Pause.End));
        group.MapPost("/retry", () => DoAsync(() => outbox.SetAside.SendAgain()));
    }

    private static string Form => $"{{\"minutes\": N}} with a whole number N from 1 to {LongestMinutes}";

    private static IResult Pause(OutboxPause pause, int minutes)
    {
        if (minutes < 1 || minutes > LongestMinutes)
        {
            return TypedResults.BadRequest($"The body must be {Form}.");
        }

        pause.Begin(TimeSpan.FromMinutes(minutes));
        return TypedResults.NoContent();
    }

    private static Task<IResult> DoAsync(Action action) => StrictBody.GuardAsync(() =>
    {
        action();
        return TypedResults.NoContent();
    });

    private sealed record PauseRequest(int Minutes);
}
