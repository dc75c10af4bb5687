using System.Text.Json.Nodes;

namespace EdgeAgent.Tests.Support.Schemas;

/// <summary>docs/schemas, and how it is brought up to date after a change of the wire types.</summary>
internal static class SchemaFiles
{
    public const string HowToRenew = "after a change of the wire types, run dotnet src/EdgeAgent.Tests/bin/Release/net10.0/EdgeAgent.Tests.dll schemas and commit docs/schemas";

    public static string Folder { get; } = Repository.File("docs", "schemas");

    /// <summary>All fields that were ever published within v1.</summary>
    public static string Published { get; } = Path.Combine(Folder, "v1-fields.txt");

    public static string Of(string message) => Path.Combine(Folder, $"{message}.json");

    public static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!;

    /// <summary>Writes each schema, and adds new fields to the list. What the list holds stays in it.</summary>
    public static void Renew()
    {
        Directory.CreateDirectory(Folder);
        foreach (var (message, type) in MessageSchemas.Types)
        {
            File.WriteAllText(Of(message), MessageSchemas.Write(type));
        }

        var known = File.Exists(Published) ? File.ReadAllLines(Published) : [];
        File.WriteAllLines(Published, known.Union(Fields()).Order(StringComparer.Ordinal));
    }

    /// <summary>The fields of all types as they are now.</summary>
    public static IEnumerable<string> Fields() =>
        MessageSchemas.Types.SelectMany(message => PublishedFields.Of(message.Key, JsonNode.Parse(MessageSchemas.Write(message.Value))!));
}
