using EdgeAgent.Storage;

namespace EdgeAgent.Pipeline;

/// <summary>A time in which a camera does not watch because its owner wants it so.</summary>
public sealed record CameraPause(DateTimeOffset Since, DateTimeOffset Until)
{
    /// <summary>No pause is longer, so that none is forgotten.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    // A box whose clock was put back would otherwise be blind until that time comes round again.
    public bool IsOnAt(DateTimeOffset now) => now < Until && Until - now <= Longest;

    internal CameraPause Moved(TimeSpan by) => new(Since + by, Until + by);
}

/// <summary>Keeps the cameras' pauses over restarts: the newest of each camera, also when it is over.</summary>
public sealed class CameraPauses(AgentDatabase database)
{
    public CameraPause? Find(string camera) =>
        database.Collection<Row>("pauses").FindById(camera) is { } row ? new CameraPause(row.Since, row.Until) : null;

    /// <exception cref="IOException">It did not reach the disk; nothing was written.</exception>
    public void Put(string camera, CameraPause pause) => database.InTransaction(() =>
        database.Collection<Row>("pauses").Upsert(new Row { Id = camera, Since = pause.Since.UtcDateTime, Until = pause.Until.UtcDateTime }));

    /// <exception cref="IOException">It did not reach the disk; nothing was written.</exception>
    public void Remove(string camera) =>
        database.InTransactionOnReserve(() => database.Collection<Row>("pauses").Delete(camera));

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public DateTime Since { get; set; }

        public DateTime Until { get; set; }
    }
}
