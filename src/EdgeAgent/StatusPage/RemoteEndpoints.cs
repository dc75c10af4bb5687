using EdgeAgent.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace EdgeAgent.StatusPage;

/// <summary>Whether the centre may look.</summary>
internal static class RemoteEndpoints
{
    private const int BodyBytes = 1024;
    private static readonly int LongestMinutes = (int)CameraPause.Longest.TotalMinutes;
    private static readonly string Form = $"{{\"minutes\": N}} with a whole number N from 1 to {LongestMinutes}";

    public static void MapRemote(this IEndpointRouteBuilder routes, RemoteViewing viewing)
    {
        var remote = routes.MapGroup("/api/remote").WithMetadata(new RequestSizeLimitAttribute(BodyBytes));
        // A lambda of a context alone would be taken for one that answers by itself.
        Func<HttpContext, Task<IResult>> pause = context => StrictBody.ReadAsync<PauseRequest>(context, Form, asked => Pause(viewing, asked.Minutes));
        remote.MapPost("/pause", pause);
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
            return TypedResults.BadRequest($"The body must be {Form}.");
        }

        viewing.PauseFor(TimeSpan.FromMinutes(minutes));
        return TypedResults.NoContent();
    }

    private sealed record PauseRequest(int Minutes);
}
