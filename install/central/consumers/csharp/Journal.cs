using System.Text;
using System.Text.Json;

namespace FoodSafety.Consumer;

/// <summary>What must not be lost, in a folder: a line of JSON for each message, and the pictures as files named by their hash.</summary>
internal sealed class Journal : IDisposable
{
    private readonly string pictures;
    private readonly FileStream file;

    public Journal(string folder)
    {
        pictures = Directory.CreateDirectory(Path.Combine(folder, "pictures")).FullName;
        file = new FileStream(Path.Combine(folder, "journal.jsonl"), FileMode.OpenOrCreate);
    }

    /// <summary>All lines, oldest first. A last line without its end was never acknowledged: it is cut off.</summary>
    public IReadOnlyList<Entry> Read()
    {
        var all = new byte[file.Length];
        file.ReadExactly(all);
        var length = all.AsSpan().LastIndexOf((byte)'\n') + 1;
        file.SetLength(length);
        return [.. Encoding.UTF8.GetString(all, 0, length).Split('\n')[..^1].Select(line => JsonSerializer.Deserialize<Entry>(line, JsonSerializerOptions.Web)!)];
    }

    /// <summary>Returns when it is on the disk.</summary>
    public void Add(Entry entry)
    {
        file.Write([.. JsonSerializer.SerializeToUtf8Bytes(entry, JsonSerializerOptions.Web), (byte)'\n']);
        file.Flush(flushToDisk: true);
    }

    /// <summary>The file is there whole or not at all.</summary>
    public void Keep(string sha256, byte[] picture)
    {
        var path = Path.Combine(pictures, $"{sha256}.jpg");
        using (var part = new FileStream($"{path}.part", FileMode.Create))
        {
            part.Write(picture);
            part.Flush(flushToDisk: true);
        }

        File.Move($"{path}.part", path, overwrite: true);
    }

    public void Dispose() => file.Dispose();
}

/// <param name="Body">Of an event, as it came.</param>
/// <param name="Sha256">Of a picture.</param>
/// <param name="Unreadable">A body that is no event.</param>
internal sealed record Entry(string Topic, string? Body = null, string? Sha256 = null, byte[]? Unreadable = null);
