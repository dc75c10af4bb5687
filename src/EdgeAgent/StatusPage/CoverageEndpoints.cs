using System.Globalization;
using EdgeAgent.Cameras;
using EdgeAgent.Evidence;

namespace EdgeAgent.StatusPage;

/// <summary><c>/api/coverage?camera=ID&amp;day=yyyy-MM-dd</c>: what was watched of one camera's day, for a timeline.</summary>
internal static class CoverageEndpoints
{
    public static void MapCoverage(this IEndpointRouteBuilder routes, StatusSources sources) =>
        routes.MapGet("/api/coverage", (string? camera, string? day) => Answer(sources, camera, day));

    private static IResult Answer(StatusSources sources, string? camera, string? day)
    {
        if (camera is null || !CameraId.IsValid(camera))
        {
            return TypedResults.BadRequest("camera must be a camera's id, 1 to 32 of a-z, 0-9 and hyphen");
        }

        // The calendar has no room for what lies around its first and last days.
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || date.Year is < 1970 or > 9000)
        {
            return TypedResults.BadRequest("day must be a date such as 2026-03-01");
        }

        var ledger = sources.Coverage;
        return sources.Board.Cameras.Any(known => known.Id == camera) || ledger.CamerasOf(date).Contains(camera)
            ? TypedResults.Json(CoverageReport.From(camera, ledger.Read(camera, date), sources.Time.GetUtcNow()), PageJson.Options)
            : TypedResults.NotFound("No such camera on that day.");
    }
}

/// <param name="DayStart">Local midnight, from which all seconds count.</param>
/// <param name="Seconds">Of what is over of the day.</param>
/// <param name="Spans">In order; together what is over of the day.</param>
internal sealed record CoverageReport(
    string Camera, DateOnly Day, DateTimeOffset DayStart, CoverageTotals Seconds, IReadOnlyList<CoverageSpanReport> Spans)
{
    public static CoverageReport From(string camera, CoverageDay day, DateTimeOffset now)
    {
        var elapsed = day.ElapsedAt(now);
        return new CoverageReport(
            camera,
            day.Day,
            day.Start,
            CoverageTotals.Of(day.Bytes.Span[..elapsed]),
            [
                .. day.Spans().TakeWhile(span => span.From < elapsed).Select(span => new CoverageSpanReport(
                    span.From,
                    Math.Min(span.To, elapsed),
                    span.State,
                    span.Marks.HasFlag(CoverageMarks.Recorded),
                    span.Marks.HasFlag(CoverageMarks.GivenUp),
                    span.Marks.HasFlag(CoverageMarks.Activity))),
            ]);
    }
}

/// <param name="From">First second since the start of the day.</param>
/// <param name="To">The second behind the last.</param>
internal sealed record CoverageSpanReport(int From, int To, CoverageState State, bool Recorded, bool GivenUp, bool Activity);
