using System.Text.Json;

namespace EdgeAgent.Commands.Chain;

/// <summary>The records that the centre was told of, out of what <c>watch --json</c> wrote.</summary>
internal static class ToldRecords
{
    private const int LevelsOfPlace = 3;

    /// <param name="path">Null for none.</param>
    /// <returns>Hashes by number; more than one where the box gave a number twice.</returns>
    /// <exception cref="UsageException">The file is no such output, or is of several sites.</exception>
    public static ILookup<long, string> Read(string? path)
    {
        var told = new HashSet<(long Number, string Hash)>();
        string? source = null;
        foreach (var line in path is null ? [] : File.ReadLines(path))
        {
            try
            {
                using var json = JsonDocument.Parse(line);
                if (Find(json.RootElement) is { } evidence)
                {
                    var of = SiteOf(json.RootElement);
                    source ??= of;
                    if (of != source)
                    {
                        throw new UsageException($"--told: {path} is of several sites; take one with watch --site");
                    }

                    told.Add((evidence.GetProperty("number").GetInt64(), evidence.GetProperty("hash").GetString()!));
                }
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
            {
                throw new UsageException($"--told: {path} is not what watch --json writes: {error.Message}");
            }
        }

        return path is not null && told.Count == 0 ? throw new UsageException($"--told: {path} holds nothing with a record of evidence") : told.ToLookup(each => each.Number, each => each.Hash);
    }

    // An event carries its record in its data, a day's summary in itself.
    private static JsonElement? Find(JsonElement line) =>
        line.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object
        && ((body.TryGetProperty("data", out var data) && data.TryGetProperty("evidence", out var evidence)) || body.TryGetProperty("evidence", out evidence))
            ? evidence
            : null;

    // Everything up to the three levels behind v1.
    private static string SiteOf(JsonElement line)
    {
        var levels = line.GetProperty("topic").GetString()!.Split('/');
        return string.Join('/', levels.Take(Array.IndexOf(levels, "v1") + 1 + LevelsOfPlace));
    }
}
