using EdgeAgent.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace EdgeAgent.StatusPage;

/// <summary>Whether the centre may look.</summary>
internal static class RemoteEndpoints
{
    private const int BodyBytes = 1024;
    private static readonly int LongestMinutes = (int)CameraPause.Longest.TotalMinutes;

    public static void MapRemote(this IEndpointRouteBuilder routes, RemoteViewing viewing)
    {
        var remote = routes.MapGroup("/api/remote").WithMetadata(new RequestSizeLimitAttribute(BodyBytes));
        remote.MapPost("/pause", (HttpContext context) => StrictBody.ReadAsync<PauseRequest>(
            context, $"{{\"minutes\": N}} with a whole number N from 1 to {LongestMinutes}", asked => Pause(viewing, asked.Minutes)));
        remote.MapPost("/resume", () => StrictBody.Guard(() =>
        {
            viewing.Resume();
            return TypedResults.NoContent();
        }));
    }

    private static IResult Pause(RemoteViewing viewing, int minutes)
    {
        if (minutes < 1 || minutes > LongestMinutes)
        {
            return TypedResults.BadRequest($"The body must be {{\"minutes\": N}} with a whole number N from 1 to {LongestMinutes}.");
        }

        viewing.PauseFor(TimeSpan.FromMinutes(minutes));
        return TypedResults.NoContent();
    }

    private sealed record PauseRequest(int Minutes);
}
