namespace EdgeAgent.StatusPage;

/// <summary>
/// Two ways to look at a camera. /live/{camera} is a stream for any viewer that understands MJPEG.
/// /live/{camera}/picture is the next picture, or 204 where none comes: the page asks for one after another, because a browser opens
/// only six connections to a server, and a page that held one for each camera could not ask for anything else.
/// </summary>
internal static class LiveEndpoints
{
    public static void MapLive(this IEndpointRouteBuilder routes, LiveStreams streams)
    {
        routes.MapGet("/live/{camera}", (string camera, HttpContext context) => StreamAsync(streams, camera, context));
        routes.MapGet("/live/{camera}/picture", (string camera, HttpContext context) => PictureAsync(streams, camera, context));
    }

    private static async Task<IResult> StreamAsync(LiveStreams streams, string camera, HttpContext context)
    {
        if (!streams.Knows(camera))
        {
            return TypedResults.NotFound("No such camera.");
        }

        return await streams.TryStreamAsync(camera, context) ? Results.Empty : TypedResults.Text(
            $"{LiveStreams.MaximumViewers} viewers are watching already. Close one and try again.",
            statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> PictureAsync(LiveStreams streams, string camera, HttpContext context)
    {
        if (!streams.Knows(camera))
        {
            return TypedResults.NotFound("No such camera.");
        }

        context.Response.Headers.CacheControl = "no-store";
        var jpeg = await streams.NextAsync(camera, context.RequestAborted);
        return jpeg is null ? TypedResults.NoContent() : TypedResults.Bytes(jpeg, "image/jpeg");
    }
}
