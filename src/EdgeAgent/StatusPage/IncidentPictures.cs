using EdgeAgent.Evidence;
using Microsoft.Net.Http.Headers;

namespace EdgeAgent.StatusPage;

/// <summary>Pictures and clips of incidents. The id is looked up in the store, so no path from outside reaches the disk.</summary>
internal static class IncidentPictures
{
    public static void MapPictures(this IEndpointRouteBuilder routes, EvidenceStore evidence)
    {
        routes.MapGet("/pictures/{id}", (string id) => Answer(evidence, evidence.Find(id)?.Picture, "image/jpeg"));
        routes.MapGet("/pictures/{id}/thumbnail", (string id) => Answer(evidence, evidence.Find(id)?.Thumbnail, "image/jpeg"));
        routes.MapGet("/pictures/{id}/clip", (string id) => Answer(evidence, evidence.Find(id)?.Clip, "video/mp4"));
    }

    private static IResult Answer(EvidenceStore evidence, PictureFile? picture, string type)
    {
        const string missing = "No such picture.";
        return picture is null
            ? TypedResults.NotFound(missing)
            : FileAnswer.Of(evidence.FullPath(picture), type, missing, tag: new EntityTagHeaderValue($"\"{picture.Sha256}\""));
    }
}
