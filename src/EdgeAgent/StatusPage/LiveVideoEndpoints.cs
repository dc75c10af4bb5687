namespace EdgeAgent.StatusPage;

/// <summary>
/// /live/{camera}/video?stream=main|sub is a WebSocket that sends a camera's stream as it is recorded, for Media Source: a
/// text message with the media type, then binary ones, first the stream's head, then its fragments. Where the stream began
/// anew a new text message and a new head come before its fragments. One viewer too many is told by a socket that is closed
/// with <see cref="LiveVideo.Crowded"/>.
/// </summary>
internal static class LiveVideoEndpoints
{
    public static void MapLiveVideo(this IEndpointRouteBuilder routes, LiveVideo video) =>
        routes.MapGet("/live/{camera}/video", (string camera, string? stream, HttpContext context) => AnswerAsync(video, camera, stream, context));

    private static async Task<IResult> AnswerAsync(LiveVideo video, string camera, string? stream, HttpContext context)
    {
        if (!RequestGuard.HasOwnOrigin(context.Request))
        {
            return TypedResults.Text("Only the page itself may look.", statusCode: StatusCodes.Status403Forbidden);
        }

        if (StreamName.Parse(stream ?? "main") is not { } role)
        {
            return TypedResults.BadRequest(StreamName.Problem);
        }

        if (video.Find(camera, role) is not { } live)
        {
            return TypedResults.NotFound("No such camera, or it has no such stream.");
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            return TypedResults.BadRequest("This is for WebSockets.");
        }

        await video.StreamAsync(live, context);
        return Results.Empty;
    }
}
