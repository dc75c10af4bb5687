using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeAgent.Uplink.Commands;

/// <summary>How the arguments of commands are read: exactly what is asked for, or not at all.</summary>
internal static class CommandJson
{
    public static JsonSerializerOptions Strict { get; } = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>An empty object.</summary>
    public static JsonElement Nothing { get; } = JsonSerializer.SerializeToElement(new object());
}
