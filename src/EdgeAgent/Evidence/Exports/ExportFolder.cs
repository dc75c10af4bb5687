using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeAgent.Storage;

namespace EdgeAgent.Evidence.Exports;

/// <summary>
/// The finished exports on disk: for each a video, its sum in the form that sha256sum checks, and a JSON file that tells what
/// it shows.
/// </summary>
internal sealed class ExportFolder(string folder)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public string VideoOf(string id) => Path.Combine(folder, id + ".mp4");

    /// <summary>Those that are there; what an earlier run has not finished is removed.</summary>
    public IReadOnlyList<Export> Load()
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var halves = Directory.GetFiles(folder, "*.partial").Concat(Directory.GetFiles(folder, "*.mp4").Where(video => !File.Exists(Path.ChangeExtension(video, ".json"))));
        foreach (var unfinished in halves.ToList())
        {
            File.Delete(unfinished);
        }

        return [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Read).OfType<Export>().Where(export => File.Exists(VideoOf(export.Id)))];
    }

    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Save(Export export)
    {
        AtomicFile.Write(SumOf(export.Id), System.Text.Encoding.ASCII.GetBytes($"{export.Result!.Sha256}  {export.Id}.mp4\n"));
        AtomicFile.Write(AboutOf(export.Id), JsonSerializer.SerializeToUtf8Bytes(export, Json));
    }

    /// <exception cref="IOException">It is still there.</exception>
    public void Delete(string id)
    {
        foreach (var path in new[] { AboutOf(id), SumOf(id), VideoOf(id) }.Where(File.Exists))
        {
            File.Delete(path);
        }
    }

    private static Export? Read(string path)
    {
        try
        {
            var export = JsonSerializer.Deserialize<Export>(File.ReadAllBytes(path), Json);
            return export is { State: ExportState.Done, Result: not null } && export.Id == Path.GetFileNameWithoutExtension(path) ? export : null;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string SumOf(string id) => VideoOf(id) + ".sha256";

    /// <summary>Tells what the video shows.</summary>
    public string AboutOf(string id) => Path.Combine(folder, id + ".json");
}
