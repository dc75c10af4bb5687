using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeAgent.Storage;

/// <summary>
/// Passwords by name, apart from the configuration: <c>secrets.json</c> beside it, one JSON object, readable by its owner
/// alone. An entry is the password itself, or on Windows <c>{ "dpapi": "…" }</c>. No message ever holds a password.
/// </summary>
public sealed partial class SecretsFile(string folder)
{
    private const int MostBytes = 1_000_000;
    private const int MostAttempts = 100;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(100);
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), "secrets.json");

    /// <summary>Whether an entry can have that name.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    /// <exception cref="InvalidDataException">No such entry, or the file is none that can be used; the message says what to do.</exception>
    public string Read(string name) =>
        Find(name) ?? throw new InvalidDataException($"{Path} has no entry \"{name}\"; EdgeAgent setup writes it");

    /// <summary>The entry, or null where it or the whole file is not there.</summary>
    /// <exception cref="InvalidDataException">The file is there and cannot be used, or the name can be no entry's; the message says what to do.</exception>
    public string? Find(string name)
    {
        Demand(name);
        return Entries().TryGetValue(name, out var entry) ? SecretEntry.Reveal(entry) ?? throw Unusable(name) : null;
    }

    /// <summary>Sets entries, or takes away those given as null, without losing what others write at the same time.</summary>
    /// <exception cref="InvalidDataException">The file is there and cannot be used, or would become too large; it stays as it is.</exception>
    /// <exception cref="IOException">Not writable; the file is as it was.</exception>
    public async Task ChangeAsync(IReadOnlyDictionary<string, string?> changes, TimeProvider time, CancellationToken cancellationToken)
    {
        foreach (var name in changes.Keys)
        {
            Demand(name);
        }

        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            await using var alone = await OwnAsync(time, cancellationToken);
            Write(changes);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException($"{Path} cannot be written: {error.Message}; run this as root or as the user that the file and its folder belong to, and give that user {Path}.lock too", error);
        }
    }

    private void Write(IReadOnlyDictionary<string, string?> changes)
    {
        var content = new JsonObject(Entries().Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));
        foreach (var (name, text) in changes)
        {
            content.Remove(name);
            if (text is not null)
            {
                content[name] = SecretEntry.Keep(text);
            }
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(content, Written);
        if (bytes.Length > MostBytes)
        {
            throw new InvalidDataException($"{Path} would become too large to be a file of passwords; take out those that are not used any more");
        }

        AtomicFile.WritePrivate(Path, bytes);
    }

    private Dictionary<string, JsonNode?> Entries()
    {
        try
        {
            return Content() is { } content ? Parse(content) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{Path} cannot be read: {error.Message}; it must belong to the user that the agent runs as", error);
        }
    }

    private byte[]? Content()
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (PrivateFile.IsOpenToOthers(file.SafeFileHandle))
        {
            throw new InvalidDataException($"{Path} can be read by other users of this machine; run: chmod 600 {Path}");
        }

        if (file.Length > MostBytes)
        {
            throw new InvalidDataException($"{Path} is too large to be a file of passwords");
        }

        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    private Dictionary<string, JsonNode?> Parse(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 3 });
            return document.RootElement.EnumerateObject().ToDictionary(entry => entry.Name, entry => SecretEntry.From(entry.Value));
        }
        catch (JsonException error)
        {
            // Its own message, and its inner ones, repeat what stands there.
            throw new InvalidDataException($"{Path}, line {error.LineNumber + 1}: must be JSON such as {{ \"kitchen\": \"the password\" }}");
        }
        catch (InvalidOperationException)
        {
            // No object, or a text with half of a surrogate pair.
            throw new InvalidDataException($"{Path}: must be JSON such as {{ \"kitchen\": \"the password\" }}");
        }
    }

    private async Task<FileStream> OwnAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return PrivateFile.Own(Path + ".lock", File.Exists(Path) ? Path : System.IO.Path.GetDirectoryName(Path)!);
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                await Task.Delay(BetweenAttempts, time, cancellationToken);
            }
        }
    }

    // What follows "secret:" may be a password by mistake, so only what can be a name is repeated.
    private static void Demand(string name)
    {
        if (!IsName(name))
        {
            throw new InvalidDataException("secret: must be followed by the name of an entry of secrets.json, 1 to 64 of letters, digits, dot, hyphen and underscore");
        }
    }

    private InvalidDataException Unusable(string name) =>
        new($"{Path}: entry \"{name}\" must be a text in quotes, or was protected on another machine; run EdgeAgent setup here to write it anew");

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Name();
}
