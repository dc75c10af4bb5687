using System.Text.Json;
using System.Text.Json.Serialization;

namespace FoodSafety.Consumer;

/// <summary>What the ledger needs of an incident event; everything else in its body is left alone.</summary>
internal sealed record IncidentEvent(string Id, long Seq, string Subject, string Type, string Source, IncidentEvent.Content Data)
{
    /// <summary>What every language counts exactly: 2^53 - 1.</summary>
    private const long LargestSeq = 9_007_199_254_740_991;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <exception cref="JsonException">
    /// The body is no event of this site. A site answers only for itself, so its word on another's is none.
    /// </exception>
    public static IncidentEvent Read(string site, string text)
    {
        var read = JsonSerializer.Deserialize<IncidentEvent>(text, Strict) ?? throw new JsonException("null is no event");
        return read switch
        {
            { Seq: < 1 or > LargestSeq } => throw new JsonException($"no event: seq is {read.Seq}"),
            _ when read.Source != site => throw new JsonException($"an event of {read.Source}"),
            _ => read,
        };
    }

    internal sealed record Content(Picture? Thumbnail = null);

    internal sealed record Picture(string Sha256);
}
