using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeAgent.Storage;

/// <summary>
/// A password of the configuration: written out, or as <c>env:NAME</c> (an environment variable) or <c>file:PATH</c>
/// (first line of a file). Its text form is always ***, so that no log, error or page can show it.
/// </summary>
[JsonConverter(typeof(SecretJsonConverter))]
public sealed class Secret(string source)
{
    private const string EnvironmentPrefix = "env:";
    private const string FilePrefix = "file:";

    /// <exception cref="InvalidDataException">The variable or the file is not there; the message names it.</exception>
    public string Reveal()
    {
        if (source.StartsWith(EnvironmentPrefix, StringComparison.Ordinal))
        {
            var name = source[EnvironmentPrefix.Length..];
            return Environment.GetEnvironmentVariable(name)
                ?? throw new InvalidDataException($"environment variable {name} is not set");
        }

        if (source.StartsWith(FilePrefix, StringComparison.Ordinal))
        {
            var path = source[FilePrefix.Length..];
            try
            {
                return File.ReadLines(path).FirstOrDefault("");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
            {
                throw new InvalidDataException($"secret file {path} cannot be read: {error.Message}", error);
            }
        }

        return source;
    }

    public override string ToString() => "***";

    /// <summary>The same secret with a relative file counted from the folder.</summary>
    public Secret WithPathFrom(string folder) =>
        source.StartsWith(FilePrefix, StringComparison.Ordinal) && source.Length > FilePrefix.Length
            ? new Secret(FilePrefix + Path.GetFullPath(source[FilePrefix.Length..], folder))
            : this;
}

internal sealed class SecretJsonConverter : JsonConverter<Secret>
{
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
