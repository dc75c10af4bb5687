using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeAgent.Storage;

namespace EdgeAgent.Remote.Configuring;

/// <summary>
/// The files beside config.json: <c>config.json.previous</c>, the configuration before the last one that the centre has set,
/// and <c>config.json.trial</c>, how that one's trial stands. Both are open to nobody who may not read config.json.
/// </summary>
/// <param name="configuration">Full path of config.json.</param>
internal sealed class TrialFiles(string configuration)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private readonly string previous = configuration + ".previous";
    private readonly string trial = configuration + ".trial";

    public string Configuration => configuration;

    /// <summary>Revision of config.json; null where it cannot be read.</summary>
    public string? Revision => RevisionOf(configuration);

    /// <summary>The last trial; null where there was none, or what stands there is no account of one.</summary>
    public Trial? Load()
    {
        try
        {
            return JsonSerializer.Deserialize<Trial>(File.ReadAllBytes(trial), Json);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">It did not reach the disk.</exception>
    public void Save(Trial account) => AtomicFile.WriteLike(Model, trial, JsonSerializer.SerializeToUtf8Bytes(account, Json));

    /// <summary>Keeps the present configuration, notes the trial, and writes the configuration that is tried: in this order, for a power cut.</summary>
    /// <exception cref="IOException">It did not reach the disk; config.json is as it was.</exception>
    public void Begin(Trial account, ReadOnlySpan<byte> present, ReadOnlySpan<byte> proposed)
    {
        AtomicFile.WriteLike(configuration, previous, present);
        Save(account);
        AtomicFile.WriteLike(configuration, configuration, proposed);
    }

    /// <summary>Puts the configuration before back. It is renamed, which a full disk does not prevent.</summary>
    /// <returns>False where it is not there any more.</returns>
    /// <exception cref="IOException">Not possible now.</exception>
    public bool Restore(string revision)
    {
        if (RevisionOf(previous) == revision)
        {
            AtomicFile.Replace(configuration, by: previous);
        }

        return Revision == revision;
    }

    // Somebody may have taken config.json away.
    private string Model => File.Exists(configuration) ? configuration : trial;

    private static string? RevisionOf(string file)
    {
        try
        {
            return PresentConfiguration.RevisionOf(File.ReadAllBytes(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
