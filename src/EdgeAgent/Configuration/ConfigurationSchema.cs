using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Storage;

namespace EdgeAgent.Configuration;

/// <summary>The JSON schema of config.json, made from the options themselves.</summary>
public static class ConfigurationSchema
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write()
    {
        var schema = ConfigurationFile.Json.GetJsonSchemaAsNode(
            typeof(AgentOptions),
            new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Complete });
        ((JsonObject)schema).Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema.ToJsonString(Indented);
    }

    private static JsonNode Complete(JsonSchemaExporterContext context, JsonNode schema)
    {
        var node = Own(context.TypeInfo.Type) ?? schema as JsonObject ?? [];
        if (node.ContainsKey("properties"))
        {
            node["additionalProperties"] = false;
        }

        // The exporter leaves out what it takes for "anything".
        if (context.TypeInfo.ElementType is { } item && Own(item) is { } own)
        {
            node[context.TypeInfo.Kind == JsonTypeInfoKind.Dictionary ? "additionalProperties" : "items"] = own;
        }

        if (context.PropertyInfo?.AttributeProvider is not { } attributes)
        {
            return node;
        }

        foreach (var attribute in attributes.GetCustomAttributes(inherit: true))
        {
            switch (attribute)
            {
                case DescriptionAttribute description:
                    node["description"] = description.Description;
                    break;
                case RangeAttribute range:
                    node["minimum"] = JsonSerializer.SerializeToNode(range.Minimum);
                    node["maximum"] = JsonSerializer.SerializeToNode(range.Maximum);
                    break;
                case RegularExpressionAttribute form:
                    node["pattern"] = form.Pattern;
                    break;
                case MinLengthAttribute minimum:
                    node["minItems"] = minimum.Length;
                    break;
            }
        }

        return node;
    }

    // What a converter of our own reads, the exporter cannot know.
    private static JsonObject? Own(Type type) => type switch
    {
        _ when type == typeof(Polygon) => new JsonObject
        {
            ["type"] = "array",
            ["minItems"] = 3,
            ["items"] = new JsonObject
            {
                ["type"] = "array",
                ["minItems"] = 2,
                ["maxItems"] = 2,
                ["items"] = new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1 },
            },
        },
        _ when type == typeof(Hours) || type == typeof(Secret) => new JsonObject { ["type"] = "string" },
        _ => null,
    };
}
