using EdgeAgent.Evidence;
using EdgeAgent.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace EdgeAgent.StatusPage;

/// <summary>What the owner answers to an incident.</summary>
internal static class RectificationEndpoints
{
    private const int BodyBytes = 4096;

    public static void MapRectifications(this IEndpointRouteBuilder routes, RectificationDesk desk) => routes
        .MapPost("/api/incidents/{id}/rectification", (string id, HttpContext context) => StrictBody.ReadAsync<RectificationRequest>(
            context,
            $"{{\"answer\": \"acknowledged\", \"fixed\" or \"disputed\", \"text\": of at most {Rectification.LongestText} characters}}",
            asked => AnswerAsync(desk, id, asked, context.RequestAborted)))
        .WithMetadata(new RequestSizeLimitAttribute(BodyBytes));

    private static async Task<IResult> AnswerAsync(RectificationDesk desk, string id, RectificationRequest asked, CancellationToken cancellationToken)
    {
        if (asked.Text.Length > Rectification.LongestText)
        {
            return TypedResults.BadRequest($"The text must have at most {Rectification.LongestText} characters.");
        }

        return await desk.GiveAsync(id, asked.Answer, asked.Text.Trim(), cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound("No such incident.");
    }

    private sealed record RectificationRequest(RectificationAnswer Answer, string Text);
}
