using EdgeAgent.Pipeline;
using EdgeAgent.Storage;
using Microsoft.AspNetCore.Mvc;

namespace EdgeAgent.StatusPage;

/// <summary>
/// What the owner may ask of a camera: to pause, to watch again, to take its new view for the right one. These are the only
/// requests that change anything. The camera's own loop carries them out and logs them.
/// </summary>
internal static class CameraEndpoints
{
    private const int BodyBytes = 1024;
    private const string NotNow = "That does not apply to the camera as it is now.";

    public static void MapCameraOrders(this IEndpointRouteBuilder routes, CameraControls controls)
    {
        var camera = routes.MapGroup("/api/cameras/{camera}").WithMetadata(new RequestSizeLimitAttribute(BodyBytes));
        camera.MapPost("/pause", (string camera, HttpContext context) => PauseBody.ReadAsync(
            context, CameraPause.Longest, length => AskAsync(controls.Find(camera), new CameraOrder.Pause(length), context)));
        camera.MapPost("/resume", (string camera, HttpContext context) => AskAsync(controls.Find(camera), new CameraOrder.Resume(), context));
        camera.MapPost("/view", (string camera, HttpContext context) => AskAsync(controls.Find(camera), new CameraOrder.AcceptView(), context));
    }

    private static async Task<IResult> AskAsync(CameraControl? camera, CameraOrder order, HttpContext context)
    {
        if (camera is null)
        {
            return TypedResults.NotFound("No such camera.");
        }

        try
        {
            return await camera.AskAsync(order, context.RequestAborted) switch
            {
                OrderOutcome.Done => TypedResults.NoContent(),
                OrderOutcome.DoesNotApply => TypedResults.Conflict(NotNow),
                _ => Unavailable("The camera is busy. Try again."),
            };
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            return Unavailable($"It could not be kept on disk: {error.Message}");
        }
    }

    private static IResult Unavailable(string text) => TypedResults.Text(text, statusCode: StatusCodes.Status503ServiceUnavailable);
}
