using System.Text.Json;
using EdgeAgent.Storage;

namespace EdgeAgent.Evidence.Chain;

/// <summary>
/// Everything that proves something, one record after another in files to which is only ever added: each record holds the
/// hash of the one before, and is signed. Not for several threads at once.
/// </summary>
public sealed partial class EvidenceChain : IDisposable
{
    // A year of a busy workshop is some tens of these; a start reads the newest one.
    private const long LargestFile = 4_000_000;

    private readonly string folder;
    private readonly SigningKey key;
    private readonly TimeProvider time;
    private readonly ILogger<EvidenceChain> log;
    private FileStream? newest;

    // Where the newest file ended before a write that failed: whatever stands behind that was never told of.
    private long? unsure;

    /// <exception cref="IOException">The folder or its newest file cannot be read or written.</exception>
    public EvidenceChain(string folder, SigningKey key, TimeProvider time, ILogger<EvidenceChain> log)
    {
        this.folder = folder;
        this.key = key;
        this.time = time;
        this.log = log;
        Directory.CreateDirectory(folder);
        newest = Open();
    }

    /// <summary>The newest record; number 0 where there is none.</summary>
    public ChainHead Head { get; private set; } = ChainRecord.Nothing;

    /// <summary>The newest record is signed by a key that the box has not any more.</summary>
    public bool IsOfFormerKey { get; private set; }

    /// <summary>After a failure: makes sure that what did not reach the disk whole is not there at all.</summary>
    /// <exception cref="IOException">The disk does not answer yet.</exception>
    public void Recover() => newest ??= Open();

    /// <summary>Leaves out the numbers up to that one: what bore them is not there any more, and is missed by whoever checks.</summary>
    public void GoOnBehind(long number) => Head = Head with { Number = Math.Max(Head.Number, number) };

    /// <summary>Adds a record; it is on the disk when this returns, or not at all.</summary>
    /// <exception cref="IOException">It did not reach the disk.</exception>
    public ChainRecord Append(string kind, JsonElement body)
    {
        Recover();
        var (record, line) = ChainLine.Write(Head, time.GetUtcNow(), kind, body, key);
        try
        {
            if (newest is null || newest.Length >= LargestFile)
            {
                newest?.Dispose();
                newest = null;
                newest = Open(ChainFiles.PathOf(folder, record.Number), FileMode.CreateNew);
                AtomicFile.SyncFolder(folder);
            }

            unsure = newest.Length;
            newest.Seek(0, SeekOrigin.End);
            newest.Write([.. line, (byte)'\n']);
            newest.Flush(flushToDisk: true);
            unsure = null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var failed = newest;
            newest = null;
            failed?.Dispose();
            throw;
        }

        Head = record.Head;
        IsOfFormerKey = false;
        return record;
    }

    /// <summary>The records behind a number, in order. Lines that are none are left out; <see cref="ChainAudit"/> tells them.</summary>
    public IEnumerable<ChainRecord> Behind(long number)
    {
        if (number >= Head.Number)
        {
            yield break;
        }

        foreach (var record in ChainFiles.From(folder, number + 1).SelectMany(ChainFiles.Records))
        {
            if (record.Number > number && IsOurs(record))
            {
                number = record.Number;
                yield return record;
            }
        }
    }

    public void Dispose() => newest?.Dispose();

    // Rows are made only of what the box itself has written.
    private bool IsOurs(ChainRecord record) => key.Public.Signed(record) || key.Former.Any(former => former.Signed(record));

    private static FileStream Open(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);

    private FileStream? Open()
    {
        var all = ChainFiles.All(folder);
        if (all.Count == 0)
        {
            return null;
        }

        var file = Open(all[^1], FileMode.Open);
        try
        {
            if (unsure is { } length && length < file.Length)
            {
                file.SetLength(length);
                file.Flush(flushToDisk: true);
            }

            unsure = null;
            CutTornEnd(file);
            var newestRecord = all.Reverse().Select(each => ChainFiles.Records(each).Reverse().FirstOrDefault(IsOurs)).FirstOrDefault(record => record is not null);
            var found = newestRecord?.Head ?? ChainRecord.Nothing;
            Head = found.Number >= Head.Number ? found : found with { Number = Head.Number };
            IsOfFormerKey = newestRecord is not null && !key.Public.Signed(newestRecord);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // A power cut in the middle of a write leaves a part of a line, or zeros, where nobody was told of a record yet. A whole line
    // that is no record is left where it is, for the audit.
    private void CutTornEnd(FileStream file)
    {
        var whole = ChainFiles.Lines(file.Name).Sum(line => line.Length + 1L);
        if (whole == file.Length)
        {
            return;
        }

        var torn = new byte[file.Length - whole];
        file.Seek(whole, SeekOrigin.Begin);
        file.ReadExactly(torn);
        var copy = $"{file.Name}.torn-{time.GetUtcNow():yyyyMMddHHmmss}";
        AtomicFile.Write(copy, torn);
        file.SetLength(whole);
        file.Flush(flushToDisk: true);
        LogTorn(torn.Length, copy);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The chain of evidence ended in {Bytes} bytes that are no whole record: cut off, and kept as {Copy}")]
    private partial void LogTorn(int bytes, string copy);
}
