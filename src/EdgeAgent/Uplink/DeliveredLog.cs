using System.Buffers.Binary;
using System.Globalization;

namespace EdgeAgent.Uplink;

/// <summary>
/// Which messages the broker has acknowledged, beside the database: where that has to be made anew from the chain of
/// evidence, they are not sent once more. Not forced to the disk: what a power cut takes of it comes twice at the centre.
/// </summary>
/// <param name="path">16 bytes a message: its place in the queue, and the first 8 bytes of its record's hash.</param>
public sealed class DeliveredLog(string path) : IDisposable
{
    private const int EntryBytes = 16;

    private FileStream? file;

    /// <param name="record">Hash of the message's record, lower-case hex.</param>
    internal void Add(long position, string record)
    {
        if (record.Length == 0)
        {
            return; // queued by a version that kept no chain
        }

        Span<byte> entry = stackalloc byte[EntryBytes];
        BinaryPrimitives.WriteInt64LittleEndian(entry, position);
        Convert.FromHexString(record.AsSpan(0, 16), entry[8..], out _, out _);
        try
        {
            file ??= new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
            file.Position = file.Length / EntryBytes * EntryBytes;
            file.Write(entry);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What is not noted is sent twice where the database is lost.
            file?.Dispose();
            file = null;
        }
    }

    /// <returns>Says of a place in the queue and the hash of its record whether that message was acknowledged.</returns>
    internal Func<long, string, bool> Read()
    {
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        var delivered = bytes.Chunk(EntryBytes).Where(entry => entry.Length == EntryBytes)
            .Select(entry => (BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadUInt64BigEndian(entry.AsSpan(8)))).ToHashSet();
        return (position, record) => delivered.Contains((position, ulong.Parse(record.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }

    public void Dispose() => file?.Dispose();
}
