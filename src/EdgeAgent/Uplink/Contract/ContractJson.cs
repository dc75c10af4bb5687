using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeAgent.Cameras;
using EdgeAgent.Rules;

namespace EdgeAgent.Uplink.Contract;

/// <summary>
/// How the contract's records become JSON: camelCase, words in lower case, times in UTC with milliseconds, Chinese as it
/// is. Reading leaves unknown fields alone, because later versions add some, and refuses a body that lacks a field.
/// </summary>
public static class ContractJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    public static string Write<T>(T body) => JsonSerializer.Serialize(body, Options);

    public static byte[] WriteBytes<T>(T body) => JsonSerializer.SerializeToUtf8Bytes(body, Options);

    /// <exception cref="JsonException">Not this message: no JSON, a field is missing, or one has another type.</exception>
    public static T Read<T>(ReadOnlySpan<byte> body)
        where T : class =>
        JsonSerializer.Deserialize<T>(body, Options) ?? throw new JsonException("null is no message");

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.Strict,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            Converters =
            {
                new UtcTimeConverter(),
                new JsonStringEnumConverter<IncidentEvent>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
                new JsonStringEnumConverter<Severity>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
                new JsonStringEnumConverter<AgentState>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
                new JsonStringEnumConverter<ReplyState>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
                new JsonStringEnumConverter<StreamRole>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
    {
        private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));
    }
}
