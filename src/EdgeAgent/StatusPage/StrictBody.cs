using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeAgent.Storage;

namespace EdgeAgent.StatusPage;

/// <summary>The body of a request that changes something: JSON that says exactly what is asked for, or a refusal.</summary>
internal static class StrictBody
{
    private static readonly JsonSerializerOptions Strictly = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <param name="form">What the body must be, for whoever sent another.</param>
    /// <param name="answer">Called with the body; what it throws of the disk becomes an answer.</param>
    public static Task<IResult> ReadAsync<T>(HttpContext context, string form, Func<T, IResult> answer)
        where T : class =>
        ReadAsync<T>(context, form, asked => Task.FromResult(answer(asked)));

    /// <inheritdoc cref="ReadAsync{T}(HttpContext, string, Func{T, IResult})"/>
    public static async Task<IResult> ReadAsync<T>(HttpContext context, string form, Func<T, Task<IResult>> answer)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Strictly, context.RequestAborted) is { } asked
                ? await GuardAsync(() => answer(asked))
                : TypedResults.BadRequest($"The body must be {form}.");
        }
        catch (JsonException)
        {
            return TypedResults.BadRequest($"The body must be {form}.");
        }
        catch (BadHttpRequestException error)
        {
            return TypedResults.Text(error.Message, statusCode: error.StatusCode);
        }
    }

    /// <inheritdoc cref="GuardAsync(Func{Task{IResult}})"/>
    public static Task<IResult> GuardAsync(Func<IResult> answer) => GuardAsync(() => Task.FromResult(answer()));

    /// <summary>Tells a disk that fails as an answer.</summary>
    public static async Task<IResult> GuardAsync(Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            return TypedResults.Text($"It could not be kept on disk: {error.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
