using EdgeAgent.Storage;

namespace EdgeAgent.Detection.Teaching;

/// <summary>What somebody says of a crop.</summary>
public enum CropMark
{
    Good,
    Bad,
}

/// <summary>A crop that was marked.</summary>
/// <param name="Path">Its picture.</param>
public sealed record Example(CropId Id, CropMark Mark, string Path);

/// <summary>Crops that were marked, kept for ever as files: HEAD/good/ID.jpg and HEAD/bad/ID.jpg.</summary>
public sealed class Examples(string folder)
{
    public const string FolderName = "examples";

    private static readonly CropMark[] Marks = Enum.GetValues<CropMark>();

    /// <summary>All of a head, good ones first, each kind in the order of their names.</summary>
    public IReadOnlyList<Example> Of(string head) =>
    [
        .. from mark in Marks
           where Directory.Exists(FolderOf(head, mark))
           from path in Directory.GetFiles(FolderOf(head, mark), "*.jpg").Order(StringComparer.Ordinal)
           let id = CropId.Parse(Path.GetFileNameWithoutExtension(path))
           where id is not null
           select new Example(id, mark, path),
    ];

    public Example? Find(string head, CropId id) => Marks
        .Select(mark => new Example(id, mark, PathOf(head, mark, id)))
        .FirstOrDefault(example => File.Exists(example.Path));

    /// <summary>Keeps a crop with its mark. One that is there already is marked anew.</summary>
    /// <param name="picture">JPEG.</param>
    /// <exception cref="IOException">It did not reach the disk.</exception>
    public void Put(string head, CropId id, CropMark mark, ReadOnlySpan<byte> picture)
    {
        AtomicFile.Write(PathOf(head, mark, id), picture);
        Remove(head, id, Marks.Where(other => other != mark));
    }

    /// <returns>False where it was not marked.</returns>
    /// <exception cref="IOException">It is still there.</exception>
    public bool Remove(string head, CropId id) => Remove(head, id, Marks);

    private bool Remove(string head, CropId id, IEnumerable<CropMark> marks)
    {
        string[] paths = [.. marks.Select(mark => PathOf(head, mark, id)).Where(File.Exists)];
        foreach (var path in paths)
        {
            File.Delete(path);
        }

        return paths.Length > 0;
    }

    private string FolderOf(string head, CropMark mark) => Path.Combine(folder, head, mark == CropMark.Good ? "good" : "bad");

    private string PathOf(string head, CropMark mark, CropId id) => Path.Combine(FolderOf(head, mark), $"{id.Text}.jpg");
}
