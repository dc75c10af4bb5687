using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeAgent.Cameras;
using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Exports;
using Microsoft.AspNetCore.Mvc;

namespace EdgeAgent.StatusPage;

/// <summary>Files of the recordings: asked for, watched on their way, downloaded, deleted.</summary>
internal static class ExportEndpoints
{
    private const int BodyBytes = 1024;

    private static readonly JsonSerializerOptions Strictly = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static void MapExports(this IEndpointRouteBuilder routes, ExportDesk desk)
    {
        var exports = routes.MapGroup("/api/exports").WithMetadata(new RequestSizeLimitAttribute(BodyBytes));
        exports.MapGet("", () => TypedResults.Json(desk.All.Select(ExportReport.Of), PageJson.Options));
        exports.MapPost("", (HttpContext context, CancellationToken aborted) => AskAsync(desk, context.Request, aborted));
        exports.MapDelete("/{id}", (string id) => Remove(desk, id));
        routes.MapGet("/exports/{id}.mp4", (string id) => File(desk.FileOf(id), "video/mp4"));
        routes.MapGet("/exports/{id}.json", (string id) => File(desk.AboutOf(id), "application/json"));
        routes.MapGet("/exports/{id}.mp4.sha256", (string id) => File(desk.FileOf(id) is { } video ? video + ".sha256" : null, "text/plain"));
    }

    private static async Task<IResult> AskAsync(ExportDesk desk, HttpRequest request, CancellationToken aborted)
    {
        try
        {
            var asked = await JsonSerializer.DeserializeAsync<ExportRequest>(request.Body, Strictly, aborted);
            return asked is not { Camera: not null }
                ? Malformed()
                : TypedResults.Json(ExportReport.Of(desk.Ask(asked)), PageJson.Options, statusCode: StatusCodes.Status202Accepted);
        }
        catch (JsonException)
        {
            return Malformed();
        }
        catch (ExportRefusedException refused)
        {
            return TypedResults.Text(refused.Message, statusCode: StatusCodes.Status409Conflict);
        }
        catch (BadHttpRequestException error)
        {
            return TypedResults.Text(error.Message, statusCode: error.StatusCode);
        }
    }

    private static IResult Remove(ExportDesk desk, string id)
    {
        try
        {
            return desk.Remove(id) ? TypedResults.NoContent() : TypedResults.NotFound("No such export.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return TypedResults.Text($"It could not be deleted: {error.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult File(string? path, string type)
    {
        const string missing = "No such file.";
        return path is null ? TypedResults.NotFound(missing) : FileAnswer.Of(path, type, missing, Path.GetFileName(path));
    }

    private static IResult Malformed() => TypedResults.BadRequest(
        "The body must be {\"camera\": ID, \"stream\": \"main\" or \"sub\", \"from\": TIME, \"to\": TIME} with times such as 2026-11-25T08:00:00Z.");
}

/// <summary>One element of the answer of /api/exports.</summary>
/// <param name="Progress">0 to 1.</param>
/// <param name="MissingSeconds">What was recorded but deleted before it was read, or damaged.</param>
/// <param name="Coverage">Seconds of the span that was asked for, by what was watched.</param>
/// <param name="File">Address of the file; null until it is done.</param>
internal sealed record ExportReport(
    string Id,
    string Camera,
    StreamRole Stream,
    DateTimeOffset From,
    DateTimeOffset To,
    ExportState State,
    double Progress,
    long? Bytes,
    string? Sha256,
    string? Problem,
    IReadOnlyList<ExportPart>? Parts,
    double? MissingSeconds,
    CoverageTotals? Coverage,
    string? File)
{
    public static ExportReport Of(Export export) => new(
        export.Id,
        export.Request.Camera,
        export.Request.Stream,
        export.Request.From,
        export.Request.To,
        export.State,
        Math.Round(export.Progress, 3),
        export.Result?.Bytes,
        export.Result?.Sha256,
        export.Problem,
        export.Result?.Parts,
        export.Result?.MissingSeconds,
        export.Result?.Coverage,
        export.State == ExportState.Done ? $"/exports/{Uri.EscapeDataString(export.Id)}.mp4" : null);
}
