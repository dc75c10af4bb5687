using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeAgent.Storage;

namespace EdgeAgent.Evidence;

/// <summary>What happened to a box's evidence.</summary>
public enum EvidenceLoss
{
    /// <summary>The database was damaged, and made anew out of the chain; the detail is the file that was set aside.</summary>
    DatabaseDamaged,

    /// <summary>Records of the chain had no rows, as where the database was deleted or an older one put in its place; they were made anew.</summary>
    RowsMissing,

    /// <summary>Records that there were are not at the end of the chain any more; the detail is their numbers.</summary>
    RecordsMissing,

    /// <summary>The key that signs was lost or damaged, and another one made; the detail is the new one's fingerprint.</summary>
    KeyReplaced,
}

/// <param name="Detail">See <see cref="EvidenceLoss"/>.</param>
/// <param name="Reason">What was found, for people; null where there is no more to say.</param>
/// <param name="IsTold">The centre was sent it.</param>
public sealed record EvidenceNotice(EvidenceLoss Loss, DateTimeOffset At, string Detail, string? Reason = null, bool IsTold = false);

/// <summary>
/// What owner and centre must know of the box's evidence, on disk: it is shown for a week, and over any number of restarts until the
/// centre was sent it. May be used by several threads at once.
/// </summary>
public sealed class EvidenceNotices
{
    private const int Most = 20;
    private static readonly TimeSpan Shown = TimeSpan.FromDays(7);
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private readonly Lock writing = new();
    private readonly string path;
    private readonly TimeProvider time;
    private volatile IReadOnlyList<EvidenceNotice> all;

    /// <param name="path">Made when there is something to tell.</param>
    public EvidenceNotices(string path, TimeProvider time)
    {
        this.path = path;
        this.time = time;
        var now = time.GetUtcNow();
        all = [.. Load().Where(notice => !notice.IsTold || (now - notice.At).Duration() < Shown)];
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<EvidenceNotice> All => all;

    /// <summary>Keeps it; what is known already is left alone.</summary>
    /// <exception cref="IOException">It did not reach the disk.</exception>
    public void Add(EvidenceLoss loss, string detail, string? reason = null)
    {
        lock (writing)
        {
            if (!all.Any(notice => notice.Loss == loss && notice.Detail == detail))
            {
                Keep([.. all.Append(new EvidenceNotice(loss, time.GetUtcNow(), detail, reason)).TakeLast(Most)]);
            }
        }
    }

    /// <summary>The centre was sent these.</summary>
    /// <exception cref="IOException">It did not reach the disk: they are sent again after a restart.</exception>
    public void AreTold(IReadOnlyList<EvidenceNotice> told)
    {
        lock (writing)
        {
            if (told.Any(notice => !notice.IsTold))
            {
                Keep([.. all.Select(notice => told.Contains(notice) ? notice with { IsTold = true } : notice)]);
            }
        }
    }

    private void Keep(ImmutableArray<EvidenceNotice> notices)
    {
        AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(notices, Json));
        all = notices;
    }

    // One that cannot be read tells nothing; what it told stands in the log.
    private ImmutableArray<EvidenceNotice> Load()
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<ImmutableArray<EvidenceNotice>>(File.ReadAllBytes(path), Json) : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
