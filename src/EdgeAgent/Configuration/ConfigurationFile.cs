using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EdgeAgent.Configuration;

/// <summary>Reads config.json: JSON with comments and trailing commas; unknown and doubled keys are errors.</summary>
public static class ConfigurationFile
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private static readonly JsonDocumentOptions Text = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads and checks the file; relative paths in it count from its folder.</summary>
    /// <exception cref="ConfigurationException">The file is missing, is no JSON, or says something that cannot be.</exception>
    public static AgentOptions Load(string file)
    {
        try
        {
            return Parse(file, File.ReadAllText(file)).WithPathsFrom(Path.GetDirectoryName(Path.GetFullPath(file))!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException(file, [new("", $"cannot be read: {error.Message}")])
            {
                IsMissing = error is FileNotFoundException or DirectoryNotFoundException,
            };
        }
    }

    /// <param name="name">Name of the file for messages.</param>
    /// <exception cref="ConfigurationException">As for <see cref="Load"/>.</exception>
    public static AgentOptions Parse(string name, string text)
    {
        using var document = ParseText(name, text);
        var structure = new StructureCheck(document.RootElement, Json);
        var options = structure.Sound.Deserialize<AgentOptions>(Json);
        IReadOnlyList<ConfigurationProblem> problems =
            [.. structure.Problems, .. options is null ? [] : ValueCheck.Run(options, structure.Broken)];
        return problems.Count == 0 ? options! : throw new ConfigurationException(name, problems);
    }

    private static JsonDocument ParseText(string name, string text)
    {
        try
        {
            return JsonDocument.Parse(text, Text);
        }
        catch (InvalidOperationException error)
        {
            // Half of a surrogate pair in a key: well-formed JSON, but no text.
            throw new ConfigurationException(name, [new("", error.Message)]);
        }
        catch (JsonException error)
        {
            var place = error.LineNumber is { } line ? $"line {line + 1}, column {error.BytePositionInLine + 1}: " : "";
            var said = error.Message.Split(" LineNumber:")[0];

            // That message repeats the word, which may be a password that lacks its quotes.
            var message = said.Contains("invalid JSON literal", StringComparison.Ordinal) ? "a text must stand in quotes" : said;
            throw new ConfigurationException(name, [new("", place + message)]);
        }
    }
}
