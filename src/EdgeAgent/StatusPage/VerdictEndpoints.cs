using EdgeAgent.Evidence;
using EdgeAgent.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace EdgeAgent.StatusPage;

/// <summary>What the owner finds of an incident.</summary>
internal static class VerdictEndpoints
{
    private const int BodyBytes = 1024;

    public static void MapVerdicts(this IEndpointRouteBuilder routes, VerdictDesk desk) => routes
        .MapPost("/api/incidents/{id}/verdict", (string id, HttpContext context) => StrictBody.ReadAsync<VerdictRequest>(
            context, "{\"verdict\": \"rejected\" or \"confirmed\"}", asked => Answer(desk.Give(id, asked.Verdict, VerdictGiver.Owner))))
        .WithMetadata(new RequestSizeLimitAttribute(BodyBytes));

    private static IResult Answer(VerdictOutcome outcome) => outcome switch
    {
        VerdictOutcome.Done => TypedResults.NoContent(),
        VerdictOutcome.NoSuchIncident => TypedResults.NotFound("No such incident."),
        _ => TypedResults.Conflict("The supervising office has decided already."),
    };

    private sealed record VerdictRequest(Finding Verdict);
}
