using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EdgeAgent.Configuration;

/// <summary>Compares a JSON text with the options' types and names every unknown key and every value of a wrong kind.</summary>
internal static class StructureCheck
{
    public static IReadOnlyList<ConfigurationProblem> Run(JsonElement root, JsonSerializerOptions json)
    {
        var problems = new List<ConfigurationProblem>();
        Visit(root, json.GetTypeInfo(typeof(AgentOptions)), "", problems);
        return problems;
    }

    private static void Visit(JsonElement element, JsonTypeInfo type, string path, List<ConfigurationProblem> problems)
    {
        switch (type.Kind, element.ValueKind)
        {
            case (JsonTypeInfoKind.Object, JsonValueKind.Object):
                VisitObject(element, type, path, problems);
                break;
            case (JsonTypeInfoKind.Enumerable, JsonValueKind.Array):
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Visit(item, type.Options.GetTypeInfo(type.ElementType!), $"{path}[{index++}]", problems);
                }

                break;
            case (JsonTypeInfoKind.Dictionary, JsonValueKind.Object):
                foreach (var entry in element.EnumerateObject())
                {
                    Visit(entry.Value, type.Options.GetTypeInfo(type.ElementType!), Join(path, entry.Name), problems);
                }

                break;
            default:
                VisitValue(element, type, path, problems);
                break;
        }
    }

    private static void VisitObject(JsonElement element, JsonTypeInfo type, string path, List<ConfigurationProblem> problems)
    {
        foreach (var entry in element.EnumerateObject())
        {
            var property = type.Properties.FirstOrDefault(property => property.Name == entry.Name);
            if (property is null)
            {
                var known = string.Join(", ", type.Properties.Select(property => property.Name));
                problems.Add(new(Join(path, entry.Name), $"is no key here; there are {known}"));
            }
            else if (entry.Value.ValueKind != JsonValueKind.Null)
            {
                Visit(entry.Value, type.Options.GetTypeInfo(property.PropertyType), Join(path, entry.Name), problems);
            }
            else if (!property.IsSetNullable)
            {
                problems.Add(new(Join(path, entry.Name), "must not be null; leave it out for the default"));
            }
        }
    }

    private static void VisitValue(JsonElement element, JsonTypeInfo type, string path, List<ConfigurationProblem> problems)
    {
        try
        {
            if (type.Kind == JsonTypeInfoKind.None && element.ValueKind != JsonValueKind.Null)
            {
                element.Deserialize(type);
                return;
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            var said = error.Message.Split(" Path:")[0];
            problems.Add(new(path, said.StartsWith("The JSON value", StringComparison.Ordinal) ? Expected(type.Type, element) : said));
            return;
        }

        problems.Add(new(path, Expected(type.Type, element)));
    }

    private static string Expected(Type type, JsonElement element)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var expected = type switch
        {
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(int) => "a whole number",
            _ when type == typeof(double) => "a number",
            _ when type == typeof(DateTimeOffset) => "a time such as 2026-01-31T08:00:00+08:00",
            _ when type.IsEnum => "one of " + string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)),
            _ when type == typeof(string) || type.Name == "Secret" => "a text in quotes",
            _ when type.Name == "Polygon" => "a list of corners [[x, y], …]",
            _ when type.IsAssignableTo(typeof(System.Collections.IEnumerable)) => "a list in [ ]",
            _ => "a section in { }",
        };
        return $"must be {expected}, is {element.GetRawText()}";
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
