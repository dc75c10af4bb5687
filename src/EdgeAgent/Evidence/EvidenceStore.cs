using System.Security.Cryptography;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using LiteDB;

namespace EdgeAgent.Evidence;

/// <summary>Keeps incidents in the database and their pictures as files beside it. Rows are written by way of the journal alone.</summary>
public sealed class EvidenceStore
{
    private const string ClipSuffix = ".clip.mp4";

    private readonly AgentDatabase database;
    private readonly EvidenceJournal journal;
    private readonly string folder;

    /// <param name="folder">Root of the pictures; a folder for each day (UTC) is made below it.</param>
    public EvidenceStore(AgentDatabase database, EvidenceJournal journal, string folder)
    {
        this.database = database;
        this.journal = journal;
        this.folder = folder;
        journal.Keep<IncidentEntry>(RecordKind.Incident, (entry, _) => Put(entry.Incident));
        journal.Keep<ClipEntry>(RecordKind.Clip, (entry, _) => Change(entry.Incident, row => (row.Clip, row.AwaitsClip) = (entry.Clip, false)));
        journal.Keep<RectificationEntry>(
            RecordKind.Rectification, (entry, _) => Change(entry.Incident, row => row.Rectification = entry.Rectification));
        journal.Keep<VerdictEntry>(RecordKind.Verdict, (entry, _) => Change(entry.Incident, row => row.Verdict = entry.Verdict));
    }

    public int Count => Rows.Count();

    public int CountOf(string rule) => Rows.Count(row => row.Rule == rule);

    /// <summary>Puts a picture on disk, safely, before anything refers to it.</summary>
    /// <param name="kind">Distinguishes the pictures of one incident, e.g. <c>picture</c> or <c>thumbnail</c>.</param>
    public PictureFile SavePicture(Incident incident, string kind, byte[] jpeg)
    {
        var path = $"{incident.Started.UtcDateTime:yyyy-MM-dd}/{incident.Id}.{kind}.jpg";
        AtomicFile.Write(FullPath(path), jpeg);
        return new PictureFile(path, jpeg.Length, Convert.ToHexStringLower(SHA256.HashData(jpeg)));
    }

    /// <summary>Where the clip of an incident is to lie.</summary>
    public string ClipPath(Incident incident) => FullPath(ClipOf(incident));

    /// <summary>Ends the waiting for the incident's clip, which is on disk by now; null where there will be none.</summary>
    /// <exception cref="IOException">It did not reach the disk; nothing was written.</exception>
    public void SetClip(Incident incident, long bytes, string? sha256)
    {
        var clip = sha256 is null ? null : PictureRow.From(new PictureFile(ClipOf(incident), bytes, sha256));
        journal.Write(RecordKind.Clip, () => IfKnown(incident.Id, new ClipEntry(incident.Id, clip)), mayUseReserve: true);
    }

    /// <summary>Keeps what a person says of an incident that is there.</summary>
    /// <exception cref="IOException">It did not reach the disk; nothing was written.</exception>
    public void SetVerdict(string id, IncidentVerdict verdict) => journal.Write(
        RecordKind.Verdict, () => IfKnown(id, new VerdictEntry(id, VerdictRow.From(verdict)!)), mayUseReserve: true);

    /// <summary>Keeps what the owner answers to an incident that is there.</summary>
    /// <exception cref="IOException">It did not reach the disk; nothing was written.</exception>
    public void SetRectification(string id, Rectification rectification) => journal.Write(
        RecordKind.Rectification, () => IfKnown(id, new RectificationEntry(id, RectificationRow.From(rectification))), mayUseReserve: true);

    /// <summary>Incidents of which it is not known yet whether there is a clip.</summary>
    public IReadOnlyList<Incident> AwaitingClip() => [.. Rows.Find(row => row.AwaitsClip).Select(row => row.ToRecord().Incident)];

    /// <summary>The clips of incidents that are over, oldest first.</summary>
    public IReadOnlyList<(Incident Incident, PictureFile Clip)> Clips() =>
    [
        .. Rows.Query().Where(row => row.Clip != null && !row.IsOpen).OrderBy(row => row.Started).ToEnumerable()
            .Select(row => row.ToRecord()).Select(record => (record.Incident, record.Clip!)),
    ];

    /// <summary>Gives a clip up: says so first and deletes it then, so that a power cut leaves no record of what is not there.</summary>
    /// <exception cref="IOException">It is still there, or is still thought to be.</exception>
    /// <exception cref="UnauthorizedAccessException">It is still there.</exception>
    public void DropClip(Incident incident, PictureFile clip)
    {
        try
        {
            SetClip(incident, 0, null);
        }
        catch (DiskFullException)
        {
            // Without the room that it leaves nothing could be written ever after.
            Delete(FullPath(clip));
            SetClip(incident, 0, null);
        }

        Delete(FullPath(clip));
    }

    /// <summary>Where clips lie that were given up and are still there, as after a power cut.</summary>
    public IReadOnlyList<string> OrphanedClips() => !Directory.Exists(folder)
        ? []
        : [
            .. Directory.EnumerateFiles(folder, "*" + ClipSuffix, SearchOption.AllDirectories)
                .Where(path => Rows.FindById(Path.GetFileName(path)[..^ClipSuffix.Length]) is { Clip: null, AwaitsClip: false }),
        ];

    public IncidentRecord? Find(string id) => Rows.FindById(id)?.ToRecord();

    /// <summary>Newest first.</summary>
    public IReadOnlyList<IncidentRecord> Recent(int count) =>
        [.. Rows.Query().OrderByDescending(row => row.Started).Limit(count).ToEnumerable().Select(row => row.ToRecord())];

    /// <summary>Those that began in a span.</summary>
    /// <param name="to">The first moment behind it.</param>
    public IReadOnlyList<IncidentRecord> Began(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, end) = (from.UtcDateTime, to.UtcDateTime);
        return [.. Rows.Query().Where(row => row.Started >= first && row.Started < end).ToEnumerable().Select(row => row.ToRecord())];
    }

    /// <summary>Those of one camera that began in the span, newest first.</summary>
    public IReadOnlyList<IncidentRecord> Of(string camera, DateTimeOffset from, DateTimeOffset to, int count)
    {
        var (first, last) = (from.UtcDateTime, to.UtcDateTime);
        return
        [
            .. Rows.Query()
                .Where(row => row.Started >= first && row.Started < last && row.Camera == camera)
                .OrderByDescending(row => row.Started)
                .Limit(count)
                .ToEnumerable()
                .Select(row => row.ToRecord()),
        ];
    }

    /// <summary>Incidents that were open when the agent last stopped, or are open now.</summary>
    public IReadOnlyList<Incident> Open() =>
        [.. Rows.Find(row => row.IsOpen).Select(row => row.ToRecord().Incident)];

    /// <summary>Incidents that were last seen at that moment or later.</summary>
    public IReadOnlyList<Incident> SeenSince(DateTimeOffset from)
    {
        var since = from.UtcDateTime;
        return [.. Rows.Find(row => row.LastSeen >= since).Select(row => row.ToRecord().Incident)];
    }

    public string FullPath(PictureFile picture) => FullPath(picture.Path);

    private ILiteCollection<IncidentRow> Rows => database.Collection<IncidentRow>("incidents");

    private T? IfKnown<T>(string id, T entry)
        where T : class =>
        Rows.FindById(id) is null ? null : entry;

    // What is known of its clip, and what was said of it, stays.
    private void Put(IncidentRow row)
    {
        var known = Rows.FindById(row.Id);
        row.Clip = known?.Clip;
        row.AwaitsClip = known?.AwaitsClip ?? true;
        row.Verdict = known?.Verdict;
        row.Rectification = known?.Rectification;
        Rows.Upsert(row);
    }

    private void Change(string id, Action<IncidentRow> change)
    {
        if (Rows.FindById(id) is { } row)
        {
            change(row);
            Rows.Update(row);
        }
    }

    private static string ClipOf(Incident incident) => $"{incident.Started.UtcDateTime:yyyy-MM-dd}/{incident.Id}{ClipSuffix}";

    private static void Delete(string path)
    {
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            File.Delete(path);
        }
    }

    private string FullPath(string path) => Path.Combine(folder, path);
}
