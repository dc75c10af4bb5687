using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Storage;

namespace EdgeAgent.Configuration;

/// <summary>
/// Compares a JSON text with the options' types, names every unknown key and every value of a wrong kind, and keeps the
/// rest, so that its values can be checked in the same go.
/// </summary>
internal sealed class StructureCheck
{
    private readonly List<ConfigurationProblem> problems = [];
    private readonly HashSet<string> broken = [];

    public StructureCheck(JsonElement root, JsonSerializerOptions json) => Sound = Visit(root, json.GetTypeInfo(typeof(AgentOptions)), "");

    public IReadOnlyList<ConfigurationProblem> Problems => problems;

    /// <summary>Paths whose value is of a wrong kind and therefore not in <see cref="Sound"/>.</summary>
    public IReadOnlySet<string> Broken => broken;

    /// <summary>What can be read; null when the text is no section at all.</summary>
    public JsonNode? Sound { get; }

    private JsonNode? Visit(JsonElement element, JsonTypeInfo type, string path) => (type.Kind, element.ValueKind) switch
    {
        (JsonTypeInfoKind.Object, JsonValueKind.Object) => VisitObject(element, type, path),
        (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) => VisitList(element, type.Options.GetTypeInfo(type.ElementType!), path),
        (JsonTypeInfoKind.Dictionary, JsonValueKind.Object) => VisitNamed(element, type.Options.GetTypeInfo(type.ElementType!), path),
        _ => VisitValue(element, type, path),
    };

    private JsonObject VisitObject(JsonElement element, JsonTypeInfo type, string path)
    {
        var sound = new JsonObject();
        foreach (var entry in element.EnumerateObject())
        {
            var here = Join(path, entry.Name);
            var property = type.Properties.FirstOrDefault(property => property.Name == entry.Name);
            if (property is null)
            {
                var known = string.Join(", ", type.Properties.Select(property => property.Name));
                problems.Add(new(here, $"is no key here; there are {known}"));
            }
            else if (entry.Value.ValueKind != JsonValueKind.Null)
            {
                if (Visit(entry.Value, type.Options.GetTypeInfo(property.PropertyType), here) is { } value)
                {
                    sound[entry.Name] = value;
                }
            }
            else if (!property.IsSetNullable)
            {
                Refuse(here, "must not be null; leave it out for the default");
            }
        }

        return sound;
    }

    private JsonArray VisitList(JsonElement element, JsonTypeInfo type, string path)
    {
        var sound = new JsonArray();
        foreach (var (index, item) in element.EnumerateArray().Index())
        {
            if (Visit(item, type, $"{path}[{index}]") is { } value)
            {
                sound.Add(value);
            }
            else if (type.Kind == JsonTypeInfoKind.Object)
            {
                // Holds the place, so that the sections behind it keep their numbers.
                sound.Add(new JsonObject());
            }
        }

        return sound;
    }

    private JsonObject VisitNamed(JsonElement element, JsonTypeInfo type, string path)
    {
        var sound = new JsonObject();
        foreach (var entry in element.EnumerateObject())
        {
            if (Visit(entry.Value, type, Join(path, entry.Name)) is { } value)
            {
                sound[entry.Name] = value;
            }
        }

        return sound;
    }

    private JsonNode? VisitValue(JsonElement element, JsonTypeInfo type, string path)
    {
        var message = Expected(type.Type, element);
        if (type.Kind == JsonTypeInfoKind.None && element.ValueKind != JsonValueKind.Null)
        {
            try
            {
                element.Deserialize(type);
                return JsonSerializer.SerializeToNode(element);
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException)
            {
                var said = error.Message.Split(" Path:")[0];
                message = said.StartsWith("The JSON value", StringComparison.Ordinal) || error is InvalidOperationException ? message : said;
            }
        }

        Refuse(path, message);
        return null;
    }

    private void Refuse(string path, string message)
    {
        problems.Add(new(path, message));
        broken.Add(path);
    }

    private static string Expected(Type type, JsonElement element)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var (expected, isPlain) = type switch
        {
            _ when type == typeof(bool) => ("true or false", true),
            _ when type == typeof(int) => ("a whole number", true),
            _ when type == typeof(double) => ("a number", true),
            _ when type == typeof(DateTimeOffset) => ("a time such as 2026-01-31T08:00:00+08:00", true),
            _ when type.IsEnum => ("one of " + string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)), true),
            _ when type == typeof(string) || type == typeof(Secret) || type == typeof(Hours) => ("a text in quotes", false),
            _ when type == typeof(Polygon) => ("a list of corners [[x, y], …]", false),
            _ when type.IsAssignableTo(typeof(System.Collections.IEnumerable)) => ("a list in [ ]", false),
            _ => ("a section in { }", false),
        };
        return $"must be {expected}, is {(isPlain ? Plain(element) : Kind(element))}";
    }

    private static string Plain(JsonElement element) =>
        element.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? Kind(element) : element.GetRawText();

    // Not the value: a password may be in it.
    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "a section",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => element.GetRawText(),
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
