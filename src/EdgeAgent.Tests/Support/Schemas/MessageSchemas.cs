using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using EdgeAgent.Uplink.Contract;
using RangeAttribute = System.ComponentModel.DataAnnotations.RangeAttribute;

namespace EdgeAgent.Tests.Support.Schemas;

/// <summary>
/// The JSON Schemas of the contract's messages, made of their types: each record of Uplink/Contract whose name ends in
/// Message. Descriptions are the docstrings, limits the attributes of the properties.
/// </summary>
internal static class MessageSchemas
{
    private const string Ending = "Message";
    private const string Times = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>By the name that the message has in docs/mqtt.md and docs/schemas.</summary>
    public static IReadOnlyDictionary<string, Type> Types { get; } = typeof(ContractJson).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(ContractJson).Namespace && type.Name.EndsWith(Ending, StringComparison.Ordinal))
        .ToDictionary(type => JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name[..^Ending.Length]));

    public static string Write(Type type)
    {
        var schema = (JsonObject)ContractJson.Options.GetJsonSchemaAsNode(
            type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Complete });
        schema.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        schema.Insert(1, "title", type.Name[..^Ending.Length]);
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonNode Complete(JsonSchemaExporterContext context, JsonNode made)
    {
        var schema = made as JsonObject ?? [];
        schema.Remove("default");
        if (schema["properties"] is JsonObject fields)
        {
            schema["additionalProperties"] = true;
            // What a converter of our own writes, the exporter cannot know.
            foreach (var time in context.TypeInfo.Properties.Where(field => UnderNull(field.PropertyType) == typeof(DateTimeOffset)))
            {
                fields[time.Name] = Described(Time(time.PropertyType), (PropertyInfo)time.AttributeProvider!);
            }

            // Of what each command makes for itself, no type says more.
            foreach (var open in context.TypeInfo.Properties.Where(field => UnderNull(field.PropertyType) == typeof(JsonElement)))
            {
                fields[open.Name] = Described(new JsonObject { ["type"] = "object" }, (PropertyInfo)open.AttributeProvider!);
            }
        }

        if (Is(schema, "integer") || Is(schema, "number"))
        {
            schema["minimum"] = 0;
        }
        else if (schema.ContainsKey("enum"))
        {
            schema.Insert(0, "type", "string");
        }

        if (context.PropertyInfo?.AttributeProvider is PropertyInfo property)
        {
            return Described(schema, property);
        }

        if (DocComments.Of(context.TypeInfo.Type) is { } description)
        {
            schema.Insert(0, "description", description);
        }

        return schema;
    }

    private static JsonObject Time(Type type) => new()
    {
        ["type"] = UnderNull(type) == type ? "string" : new JsonArray("string", "null"),
        ["format"] = "date-time",
        ["pattern"] = Times,
    };

    private static JsonObject Described(JsonObject schema, PropertyInfo property)
    {
        Limit(schema, property);
        schema.Insert(0, "description", DocComments.Of(property));
        return schema;
    }

    private static void Limit(JsonObject schema, PropertyInfo property)
    {
        if (IsLeftOutWhenNull(property) && schema["type"] is JsonArray types)
        {
            schema["type"] = types.Select(type => (string)type!).Single(type => type != "null");
        }

        foreach (var attribute in property.GetCustomAttributes(inherit: true))
        {
            switch (attribute)
            {
                case RangeAttribute range:
                    schema["minimum"] = JsonSerializer.SerializeToNode(range.Minimum);
                    if (Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture) < int.MaxValue)
                    {
                        schema["maximum"] = JsonSerializer.SerializeToNode(range.Maximum);
                    }

                    break;
                case RegularExpressionAttribute form:
                    schema["pattern"] = form.Pattern;
                    break;
                case AllowedValuesAttribute words:
                    schema["enum"] = JsonSerializer.SerializeToNode(words.Values);
                    break;
            }
        }
    }

    /// <summary>What the wire never says as null: the field is there or it is not.</summary>
    private static bool IsLeftOutWhenNull(PropertyInfo property) =>
        property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition == JsonIgnoreCondition.WhenWritingNull;

    private static Type UnderNull(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static bool Is(JsonObject schema, string name) => schema["type"] switch
    {
        JsonArray types => types.Any(type => (string)type! == name),
        JsonValue type => (string)type! == name,
        _ => false,
    };
}
