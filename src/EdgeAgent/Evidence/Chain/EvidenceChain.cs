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

    /// <summary>Adds a record; it is on the disk when this returns, or not at all.</summary>
    /// <exception cref="IOException">It did not reach the disk.</exception>
    public ChainRecord Append(string kind, JsonElement body)
    {
        newest ??= Open();
        var (record, line) = ChainLine.Write(Head, time.GetUtcNow(), kind, body, key);
        if (newest is null || newest.Length >= LargestFile)
        {
            newest?.Dispose();
            newest = new FileStream(ChainFiles.PathOf(folder, record.Number), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
            AtomicFile.SyncFolder(folder);
        }

        try
        {
            newest.Seek(0, SeekOrigin.End);
            newest.Write([.. line, (byte)'\n']);
            newest.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What reached the file of it is cut off when it is opened anew.
            newest.Dispose();
            newest = null;
            throw;
        }

        Head = record.Head;
        return record;
    }

    /// <summary>The records behind a number, in order. Lines that are none are left out; <see cref="ChainAudit"/> tells them.</summary>
    public IEnumerable<ChainRecord> Behind(long number) => number >= Head.Number
        ? []
        : ChainFiles.From(folder, number + 1).SelectMany(Records).Where(record => record.Number > number);

    public void Dispose() => newest?.Dispose();

    private static IEnumerable<ChainRecord> Records(string file) =>
        ChainFiles.Lines(file).Select(line => ChainLine.Read(line)).OfType<ChainRecord>();

    private FileStream? Open()
    {
        var all = ChainFiles.All(folder);
        if (all.Count == 0)
        {
            return null;
        }

        var file = new FileStream(all[^1], FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        try
        {
            CutTornEnd(file);
            Head = all.Reverse().Select(each => Records(each).LastOrDefault()).FirstOrDefault(record => record is not null)?.Head ?? ChainRecord.Nothing;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // A power cut in the middle of a write leaves a part of a line, or zeros, where nobody was told of a record yet.
    private void CutTornEnd(FileStream file)
    {
        var whole = 0L;
        var at = 0L;
        foreach (var line in ChainFiles.Lines(file.Name))
        {
            at += line.Length + 1;
            whole = ChainLine.Read(line) is null ? whole : at;
        }

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
