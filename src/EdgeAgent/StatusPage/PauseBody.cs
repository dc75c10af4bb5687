namespace EdgeAgent.StatusPage;

/// <summary>The body of a request for a pause of any kind: for how many minutes.</summary>
internal static class PauseBody
{
    /// <param name="longest">No pause is longer; whole minutes.</param>
    /// <param name="begin">Called with a length from a minute to the longest; what it throws of the disk becomes an answer.</param>
    public static Task<IResult> ReadAsync(HttpContext context, TimeSpan longest, Func<TimeSpan, Task<IResult>> begin)
    {
        var most = (int)longest.TotalMinutes;
        var form = $"{{\"minutes\": N}} with a whole number N from 1 to {most}";
        return StrictBody.ReadAsync<PauseRequest>(context, form, asked => asked.Minutes >= 1 && asked.Minutes <= most
            ? begin(TimeSpan.FromMinutes(asked.Minutes))
            : Task.FromResult<IResult>(TypedResults.BadRequest($"The body must be {form}.")));
    }

    /// <inheritdoc cref="ReadAsync(HttpContext, TimeSpan, Func{TimeSpan, Task{IResult}})"/>
    public static Task<IResult> ReadAsync(HttpContext context, TimeSpan longest, Action<TimeSpan> begin) => ReadAsync(context, longest, length =>
    {
        begin(length);
        return Task.FromResult<IResult>(TypedResults.NoContent());
    });

    private sealed record PauseRequest(int Minutes);
}
