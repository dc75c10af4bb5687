using System.Text.Json;
using EdgeAgent.Evidence.Chain;

namespace EdgeAgent.Evidence;

/// <summary>Where a box's evidence lies: the folder of its data, or a copy made of it.</summary>
public sealed record EvidenceFolder(string Root)
{
    public string Chain => Path.Combine(Root, "chain");

    /// <summary>Holds the private key on the box, and the public one everywhere.</summary>
    public string Keys => Path.Combine(Root, "key");

    /// <summary>The newest key, and those that the box had before.</summary>
    public IReadOnlyList<string> PublicKeys => SigningKey.PublicFiles(Keys);

    /// <summary>What each camera did in each second.</summary>
    public string Coverage => Path.Combine(Root, "coverage");

    /// <summary>Pictures and clips.</summary>
    public string Files => Path.Combine(Root, "evidence");

    /// <summary>All records in the order of their files, whether they are sound or not.</summary>
    public IEnumerable<ChainRecord> Records() => ChainFiles.All(Chain).SelectMany(ChainFiles.Records);

    /// <returns>The incident that a record is about, and what it says of it; empty where it is about none.</returns>
    public static (string Incident, string Detail) Subject(ChainRecord record) => (record.Kind, record.Body) switch
    {
        (RecordKind.Incident, var body) => (Text(body, "incident", "id"), Text(body, "incident", "event")),
        (RecordKind.Clip, var body) => (Text(body, "incident"), Text(body, "clip", "path")),
        (RecordKind.Verdict, var body) => (Text(body, "incident"), Text(body, "verdict", "finding")),
        (RecordKind.Rectification, var body) => (Text(body, "incident"), Text(body, "rectification", "answer")),
        (RecordKind.Key, var body) => ("", Text(body, "fingerprint")),
        _ => ("", ""),
    };

    /// <returns>The files of which a record holds hashes.</returns>
    public static IEnumerable<PictureFile> FilesOf(ChainRecord record) => record.Kind switch
    {
        RecordKind.Incident => new[] { File(record.Body, "incident", "picture"), File(record.Body, "incident", "thumbnail") }.OfType<PictureFile>(),
        RecordKind.Rectification => new[] { File(record.Body, "rectification", "picture") }.OfType<PictureFile>(),
        RecordKind.Clip => new[] { File(record.Body, "clip") }.OfType<PictureFile>(),
        _ => [],
    };

    private static string Text(JsonElement body, params string[] path) =>
        Find(body, path) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    // What is checked may come from anybody: no path leads out of the folder.
    private static PictureFile? File(JsonElement body, params string[] path) =>
        Find(body, path) is { ValueKind: JsonValueKind.Object } file && Text(file, "path") is var name && !Path.IsPathRooted(name) && !name.Split('/', '\\').Contains("..")
            ? new PictureFile(name, 0, Text(file, "sha256"))
            : null;

    private static JsonElement? Find(JsonElement body, string[] path)
    {
        foreach (var name in path)
        {
            if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty(name, out body))
            {
                return null;
            }
        }

        return body;
    }
}
