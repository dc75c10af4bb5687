using System.Text.Json;

namespace EdgeAgent.Commands.Chain;

/// <summary>The records that the centre was told of, out of what <c>watch --json</c> wrote.</summary>
internal static class ToldRecords
{
    /// <param name="path">Null for none.</param>
    /// <returns>Hashes by number.</returns>
    /// <exception cref="UsageException">The file is no such output, or is of several sites.</exception>
    public static IReadOnlyDictionary<long, string> Read(string? path)
    {
        var told = new Dictionary<long, string>();
        string? source = null;
        foreach (var line in path is null ? [] : File.ReadLines(path))
        {
            try
            {
                using var json = JsonDocument.Parse(line);
                if (json.RootElement.TryGetProperty("body", out var body) && body.TryGetProperty("data", out var data) && data.TryGetProperty("evidence", out var evidence))
                {
                    var of = body.GetProperty("source").GetString();
                    source ??= of;
                    if (of != source)
                    {
                        throw new UsageException($"--told: {path} is of several sites; take one with watch --site");
                    }

                    told[evidence.GetProperty("number").GetInt64()] = evidence.GetProperty("hash").GetString()!;
                }
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
            {
                throw new UsageException($"--told: {path} is not what watch --json writes: {error.Message}");
            }
        }

        return path is not null && told.Count == 0 ? throw new UsageException($"--told: {path} holds no event with a record of evidence") : told;
    }
}
