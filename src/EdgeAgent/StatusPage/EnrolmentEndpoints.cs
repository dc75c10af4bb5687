using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;
using Microsoft.AspNetCore.Mvc;

namespace EdgeAgent.StatusPage;

/// <summary>Teaching heads: what there is, crops to mark, marks, learning and forgetting.</summary>
internal static class EnrolmentEndpoints
{
    private const int BodyBytes = 1024;
    private const string NoHead = "There is no such head to be taught.";
    private const string NoCrop = "No such crop.";

    public static void MapEnrolment(this IEndpointRouteBuilder routes, EnrolmentSources sources)
    {
        var heads = routes.MapGroup("/api/enrolment").WithMetadata(new RequestSizeLimitAttribute(BodyBytes));
        heads.MapGet("", () => TypedResults.Json(TeachableHead.All.Select(head => EnrolmentReport.Of(head, sources)), PageJson.Options));
        heads.MapGet("/{head}", (string head) => With(head, known => TypedResults.Json(HeadCrops.Of(known, sources), PageJson.Options)));
        heads.MapGet("/{head}/crops/{id}", (string head, string id) => With(head, known => Picture(sources, known, id)));
        heads.MapPost("/{head}/marks", (string head, HttpContext context) => StrictBody.ReadAsync<MarkRequest>(
            context,
            "{\"crop\": ID, \"mark\": \"good\", \"bad\" or \"none\"}",
            asked => With(head, known => CropId.Parse(asked.Crop) is { } id ? Mark(sources, known, id, asked.Mark) : TypedResults.NotFound(NoCrop))));
        heads.MapPost("/{head}/teach", (string head, HttpContext context) => StrictBody.ReadAsync<TeachRequest>(
            context, "{}", _ => With(head, known => Teach(sources.Enrolment, known))));
        heads.MapDelete("/{head}", (string head) => StrictBody.GuardAsync(() => With(head, known =>
            sources.Enrolment.Heads.Forget(known.Name) ? TypedResults.NoContent() : TypedResults.NotFound("It is not taught."))));
    }

    private static IResult With(string head, Func<TeachableHead, IResult> answer) =>
        TeachableHead.Find(head) is { } known ? answer(known) : TypedResults.NotFound(NoHead);

    // The id is looked up by its form, so no path from outside reaches the disk.
    private static IResult Picture(EnrolmentSources sources, TeachableHead head, string text) =>
        CropId.Parse(text) is { } id
        && (sources.Enrolment.Examples.Find(head.Name, id)?.Path ?? sources.Shelf.Find(head.Name, id)?.Path) is { } path
            ? FileAnswer.Of(path, "image/jpeg", NoCrop)
            : TypedResults.NotFound(NoCrop);

    private static IResult Mark(EnrolmentSources sources, TeachableHead head, CropId id, MarkWord mark)
    {
        var examples = sources.Enrolment.Examples;
        if (mark == MarkWord.None)
        {
            return examples.Remove(head.Name, id) || sources.Shelf.Find(head.Name, id) is not null
                ? TypedResults.NoContent()
                : TypedResults.NotFound(NoCrop);
        }

        if ((examples.Find(head.Name, id)?.Path ?? sources.Shelf.Find(head.Name, id)?.Path) is not { } path)
        {
            return TypedResults.NotFound(NoCrop);
        }

        examples.Put(head.Name, id, mark == MarkWord.Good ? CropMark.Good : CropMark.Bad, File.ReadAllBytes(path));
        return TypedResults.NoContent();
    }

    private static IResult Teach(Enrolment enrolment, TeachableHead head)
    {
        try
        {
            return TypedResults.Json(enrolment.Teach(head), PageJson.Options);
        }
        catch (ModelUnusableException error)
        {
            return TypedResults.Text(error.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private sealed record MarkRequest(string Crop, MarkWord Mark);

    private sealed record TeachRequest;

    private enum MarkWord
    {
        Good,
        Bad,
        None,
    }
}
