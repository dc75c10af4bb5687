using EdgeAgent.Storage;
using OpenCvSharp;

namespace EdgeAgent.Detection.Teaching;

/// <summary>A crop that can be marked.</summary>
/// <param name="Path">Its picture.</param>
public sealed record ShelvedCrop(CropId Id, string Path);

/// <summary>
/// The crops of the last looks, for people to mark: files HEAD/ID.jpg, bounded in number, age and likeness to each other.
/// Beside them, under incidents/INCIDENT/HEAD, those by which an incident was seen. They can be done without: they are
/// written without haste, and given up where the disk is short.
/// </summary>
/// <param name="folder">Of the crops.</param>
public sealed class CropShelf(string folder, DiskSpace disk, TimeProvider time)
{
    public const string FolderName = "crops";
    private const int MostOfHead = 300;
    private const int MostOfTrack = 3;
    private const int MostOfIncident = 6;
    private const int Remembered = 200;
    private const string Incidents = "incidents";

    // Sooner the same person looks the same.
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);
    private static readonly TimeSpan TidyEvery = TimeSpan.FromMinutes(10);

    private readonly Lock access = new();
    private readonly Dictionary<string, List<CropId>> shelves = [];
    private readonly Dictionary<string, Queue<(CropId Id, byte[] Picture)>> newest = [];
    private DateTimeOffset tidied;

    /// <summary>Takes a crop of a look, if it shows something new.</summary>
    /// <param name="id">Of a crop that the agent has cut.</param>
    /// <param name="crop">Square 8-bit BGR.</param>
    public void Offer(string head, CropId id, Mat crop)
    {
        var picture = CropPicture.Encode(crop);
        lock (access)
        {
            Remember(head, id, picture);
            try
            {
                Tidy();
                if (!disk.IsShort && IsNew(Shelf(head), id))
                {
                    Write(PathOf(head, id), picture);
                    Shelf(head).Add(id);
                    Bound(head);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The next one will do.
            }
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ShelvedCrop> Of(string head)
    {
        lock (access)
        {
            return [.. Shelf(head).OrderByDescending(id => id.At).Select(id => new ShelvedCrop(id, PathOf(head, id)))];
        }
    }

    public ShelvedCrop? Find(string head, CropId id) =>
        PathOf(head, id) is var path && File.Exists(path) ? new ShelvedCrop(id, path) : null;

    /// <summary>Keeps apart the crops by which an incident was seen, which is known only while they are new.</summary>
    /// <param name="incident">Its id.</param>
    /// <param name="from">Crops before this are not of it.</param>
    /// <exception cref="IOException">The disk does not take them.</exception>
    public void KeepFor(string incident, string head, string camera, IReadOnlyCollection<long> tracks, DateTimeOffset from)
    {
        lock (access)
        {
            var seen = newest.GetValueOrDefault(head)?
                .Where(each => each.Id.Camera == camera && each.Id.At >= from && tracks.Contains(each.Id.Track ?? -1) && each.Id.Score >= 0.5)
                .OrderByDescending(each => each.Id.Score)
                .Take(MostOfIncident);
            foreach (var (id, picture) in disk.IsShort ? [] : seen ?? [])
            {
                Write(Path.Combine(FolderOf(incident), head, $"{id.Text}.jpg"), picture);
            }
        }
    }

    /// <summary>The crops by which an incident was seen, with the name of the head that judged them.</summary>
    public IReadOnlyList<(string Head, ShelvedCrop Crop)> OfIncident(string incident) =>
    [
        .. from shelf in Directory.Exists(FolderOf(incident)) ? Directory.GetDirectories(FolderOf(incident)) : []
           from crop in Read(shelf)
           select (Path.GetFileName(shelf), crop),
    ];

    private static bool IsNew(List<CropId> shelf, CropId id)
    {
        var same = shelf.Where(other => other.Group == id.Group).ToList();
        return same.Count < MostOfTrack && same.TrueForAll(other => (other.At - id.At)?.Duration() >= Apart);
    }

    private void Remember(string head, CropId id, byte[] picture)
    {
        if (!newest.TryGetValue(head, out var queue))
        {
            newest.Add(head, queue = new());
        }

        queue.Enqueue((id, picture));
        if (queue.Count > Remembered)
        {
            queue.Dequeue();
        }
    }

    private void Bound(string head)
    {
        while (Shelf(head) is { Count: > MostOfHead } shelf)
        {
            Drop(head, shelf.MinBy(id => id.At)!);
        }
    }

    private void Tidy()
    {
        var now = time.GetUtcNow();
        if (now - tidied < TidyEvery)
        {
            return;
        }

        tidied = now;
        var isShort = disk.IsShort;
        foreach (var head in TeachableHead.All.Select(head => head.Name))
        {
            Shelf(head).Where(id => isShort || now - id.At > Longest).ToList().ForEach(id => Drop(head, id));
        }

        var incidents = new DirectoryInfo(Path.Combine(folder, Incidents));
        foreach (var incident in incidents.Exists ? incidents.GetDirectories() : [])
        {
            if (isShort || now - incident.LastWriteTimeUtc > Longest)
            {
                incident.Delete(recursive: true);
            }
        }
    }

    private void Drop(string head, CropId id)
    {
        Shelf(head).Remove(id);
        if (Directory.Exists(Path.Combine(folder, head)))
        {
            File.Delete(PathOf(head, id));
        }
    }

    private List<CropId> Shelf(string head)
    {
        if (!shelves.TryGetValue(head, out var shelf))
        {
            shelves.Add(head, shelf = [.. Read(Path.Combine(folder, head)).Select(crop => crop.Id)]);
        }

        return shelf;
    }

    private static IEnumerable<ShelvedCrop> Read(string shelf) =>
        from path in Directory.Exists(shelf) ? Directory.GetFiles(shelf, "*.jpg") : []
        let id = CropId.Parse(Path.GetFileNameWithoutExtension(path))
        where id is { At: not null }
        select new ShelvedCrop(id, path);

    private static void Write(string path, byte[] picture)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, picture);
    }

    private string PathOf(string head, CropId id) => Path.Combine(folder, head, $"{id.Text}.jpg");

    // The id of an incident is a UUID that the agent made.
    private string FolderOf(string incident) => Path.Combine(folder, Incidents, Path.GetFileName(incident));
}
