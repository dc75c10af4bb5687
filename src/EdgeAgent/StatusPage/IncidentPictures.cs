using EdgeAgent.Evidence;
using Microsoft.AspNetCore.Http.HttpResults;
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

    private static Results<PhysicalFileHttpResult, NotFound<string>> Answer(EvidenceStore evidence, PictureFile? picture, string type)
    {
        if (picture is null || evidence.FullPath(picture) is not { } path || !File.Exists(path))
        {
            return TypedResults.NotFound("No such picture.");
        }

        // PhysicalFile wants a path from the root, and the store's folder may be relative.
        return TypedResults.PhysicalFile(
            Path.GetFullPath(path), type, entityTag: new EntityTagHeaderValue($"\"{picture.Sha256}\""), enableRangeProcessing: true);
    }
}
