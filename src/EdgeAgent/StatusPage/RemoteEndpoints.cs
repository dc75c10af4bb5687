using EdgeAgent.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace EdgeAgent.StatusPage;

/// <summary>Whether the centre may look.</summary>
internal static class RemoteEndpoints
{
    private const int BodyBytes = 1024;

    public static void MapRemote(this IEndpointRouteBuilder routes, RemoteViewing viewing)
    {
        var remote = routes.MapGroup("/api/remote").WithMetadata(new RequestSizeLimitAttribute(BodyBytes));
        // A lambda of a context alone would be taken for one that answers by itself.
        remote.MapPost("/pause", Task<IResult> (HttpContext context) => PauseBody.ReadAsync(context, CameraPause.Longest, viewing.PauseFor));
        remote.MapPost("/resume", () => StrictBody.GuardAsync(() =>
        {
            viewing.Resume();
            return TypedResults.NoContent();
        }));
    }
}
