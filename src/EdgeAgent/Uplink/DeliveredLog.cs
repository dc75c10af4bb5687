using System.Buffers.Binary;
using System.Globalization;

namespace EdgeAgent.Uplink;

/// <summary>
/// Which messages the broker has acknowledged, beside the database: where that has to be made anew from the chain of
/// evidence, they are not sent once more. Not forced to the disk: what a power cut takes of it comes twice at the centre.
/// </summary>
/// <param name="path">16 bytes a message: its number in the queue, and the first 8 bytes of its record's hash.</param>
public sealed class DeliveredLog(string path) : IDisposable
{
    private const int EntryBytes = 16;

    private FileStream? file;

    /// <param name="messages">The number of each, and the hash of its record, lower-case hex.</param>
    internal void Add(IEnumerable<(long Number, string Record)> messages)
    {
        var entries = new MemoryStream();
        Span<byte> entry = stackalloc byte[EntryBytes];
        foreach (var (number, record) in messages.Where(message => message.Record.Length > 0)) // none: queued by a version that kept no chain
        {
            BinaryPrimitives.WriteInt64LittleEndian(entry, number);
            Convert.FromHexString(record.AsSpan(0, 16), entry[8..], out _, out _);
            entries.Write(entry);
        }

        try
        {
            file ??= new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
            file.Position = file.Length / EntryBytes * EntryBytes;
            file.Write(entries.GetBuffer().AsSpan(0, (int)entries.Length));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What is not noted is sent twice where the database is lost.
            file?.Dispose();
            file = null;
        }
    }

    /// <returns>Says of a number in the queue and the hash of its record whether that message was acknowledged.</returns>
    internal Func<long, string, bool> Read()
    {
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        var delivered = bytes.Chunk(EntryBytes).Where(entry => entry.Length == EntryBytes)
            .Select(entry => (BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadUInt64BigEndian(entry.AsSpan(8)))).ToHashSet();
        return (number, record) => delivered.Contains((number, ulong.Parse(record.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }

    public void Dispose() => file?.Dispose();
}
