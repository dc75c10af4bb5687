using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeAgent.Storage;

/// <summary>
/// A password of the configuration: written out, or as <c>env:NAME</c> (an environment variable), <c>file:PATH</c>
/// (first line of a file) or <c>secret:NAME</c> (an entry of the <see cref="SecretsFile"/>). Its text form is always
/// ***, so that no log, error or page can show it.
/// </summary>
[JsonConverter(typeof(SecretJsonConverter))]
public sealed class Secret
{
    private const string EnvironmentPrefix = "env:";
    private const string FilePrefix = "file:";
    private const string EntryPrefix = "secret:";

    private readonly string source;
    private readonly string folder;

    public Secret(string source)
        : this(source, ".")
    {
    }

    private Secret(string source, string folder)
    {
        this.source = source;
        this.folder = folder;
    }

    /// <exception cref="InvalidDataException">The variable, the file or the entry is not there, or others may read it; the message names it and the fix.</exception>
    public string Reveal()
    {
        if (After(EnvironmentPrefix) is { } variable)
        {
            return Environment.GetEnvironmentVariable(variable)
                ?? throw new InvalidDataException($"environment variable {variable} is not set");
        }

        if (After(FilePrefix) is { } path)
        {
            return FirstLine(path.Length == 0 ? path : Path.GetFullPath(path, Path.GetFullPath(folder)));
        }

        return EntryName is { } entry ? new SecretsFile(folder).Read(entry) : source;
    }

    /// <summary>What an entry of the secrets file is called in the configuration.</summary>
    public static string Entry(string name) => EntryPrefix + name;

    /// <summary>Name of its entry in the secrets file; null where it is none.</summary>
    public string? EntryName => After(EntryPrefix);

    /// <summary>Kept neither in the configuration nor in the secrets file, but in an environment variable or a file of its own.</summary>
    public bool IsElsewhere => (After(EnvironmentPrefix) ?? After(FilePrefix)) is not null;

    /// <summary>The configuration holds the password itself and not where it is kept.</summary>
    public bool IsWrittenOut => source.Length > 0 && !IsElsewhere && EntryName is null;

    public override string ToString() => "***";

    /// <summary>The same secret with a relative file, and the secrets file, looked for in the folder.</summary>
    public Secret WithPathFrom(string folder) => new(source, folder);

    private string? After(string prefix) => source.StartsWith(prefix, StringComparison.Ordinal) ? source[prefix.Length..] : null;

    private static string FirstLine(string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault("");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidDataException($"secret file {path} cannot be read: {error.Message}", error);
        }
    }
}

internal sealed class SecretJsonConverter : JsonConverter<Secret>
{
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
