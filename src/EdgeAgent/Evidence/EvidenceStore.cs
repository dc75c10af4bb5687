using System.Security.Cryptography;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using LiteDB;

namespace EdgeAgent.Evidence;

/// <summary>Keeps incidents in the database and their pictures as files beside it. Writing rows belongs inside a transaction.</summary>
public sealed class EvidenceStore
{
    private readonly AgentDatabase database;
    private readonly string folder;

    /// <param name="folder">Root of the pictures; a folder for each day (UTC) is made below it.</param>
    public EvidenceStore(AgentDatabase database, string folder)
    {
        this.database = database;
        this.folder = folder;
        database.InTransactionOnReserve(() =>
        {
            Rows.EnsureIndex(row => row.Started);
            Rows.EnsureIndex(row => row.IsOpen);
            Rows.EnsureIndex(row => row.Rule);
        });
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

    /// <summary>Writes the newest state; call inside a transaction.</summary>
    public void Put(IncidentRecord record) => Rows.Upsert(IncidentRow.From(record));

    public IncidentRecord? Find(string id) => Rows.FindById(id)?.ToRecord();

    /// <summary>Newest first.</summary>
    public IReadOnlyList<IncidentRecord> Recent(int count) =>
        [.. Rows.Query().OrderByDescending(row => row.Started).Limit(count).ToEnumerable().Select(row => row.ToRecord())];

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

    public string FullPath(PictureFile picture) => FullPath(picture.Path);

    private ILiteCollection<IncidentRow> Rows => database.Collection<IncidentRow>("incidents");

    private string FullPath(string path) => Path.Combine(folder, path);
}
