using System.Buffers.Binary;

namespace EdgeAgent.Recording.Mp4;

/// <summary>
/// Reads fragmented MP4, from a pipe or a file, fragment by fragment: a head (ftyp, moov), then fragments, each a moof with
/// its mdat. What stands between them is passed over.
/// </summary>
internal sealed class FragmentReader(Stream stream)
{
    private const int MostBytesOfBoxes = 4_000_000;
    private const int MostBytesOfData = 128_000_000;

    private readonly byte[] header = new byte[Box.HeaderBytes];
    private byte[] moof = new byte[1024];
    private long pictureEnd;

    /// <summary>Bytes of the whole boxes read so far.</summary>
    public long Position { get; private set; }

    /// <returns>Null where the stream ends before there is one.</returns>
    /// <exception cref="InvalidDataException">It is no fragmented MP4 with video.</exception>
    public StreamHead? ReadHead()
    {
        using var head = new MemoryStream();
        while (ReadHeader() is { } box)
        {
            Demand(head.Length + box.Bytes <= MostBytesOfBoxes, box);
            head.Write(header);
            var body = new byte[box.Bytes];
            if (!TryFill(body))
            {
                return null;
            }

            head.Write(body);
            Position = head.Length;
            if (box.Type == "moov")
            {
                return StreamHead.Parse(head.ToArray());
            }
        }

        return null;
    }

    /// <summary>Reads the next fragment's moof; <see cref="TryReadRest"/> must follow.</summary>
    /// <returns>Null at the end of the stream.</returns>
    public FragmentStart? ReadStart(StreamHead head)
    {
        while (ReadHeader() is { } box)
        {
            Demand(box.Bytes <= MostBytesOfBoxes, box);
            Grow(Box.HeaderBytes + box.Bytes + Box.HeaderBytes);
            header.CopyTo(moof, 0);
            if (!TryFill(moof.AsSpan(Box.HeaderBytes, box.Bytes)))
            {
                return null;
            }

            if (box.Type != "moof")
            {
                Position += Box.HeaderBytes + box.Bytes;
                continue;
            }

            var times = head.Read(moof.AsSpan(Box.HeaderBytes, box.Bytes), pictureEnd);
            pictureEnd = times.DecodeTicks + times.DurationTicks;
            if (ReadHeader() is not { } data)
            {
                return null;
            }

            Demand(data is { Type: "mdat", Bytes: <= MostBytesOfData }, data);
            header.CopyTo(moof, Box.HeaderBytes + box.Bytes);
            return new FragmentStart(moof.AsMemory(0, Box.HeaderBytes + box.Bytes + Box.HeaderBytes), data.Bytes, times);
        }

        return null;
    }

    /// <summary>Passes over the rest of a fragment; of a stream that can seek.</summary>
    /// <returns>False where the stream ends before.</returns>
    public bool TrySkipRest(FragmentStart start)
    {
        if (stream.Length - stream.Position < start.RestBytes)
        {
            return false;
        }

        stream.Seek(start.RestBytes, SeekOrigin.Current);
        Position += start.Bytes.Length + start.RestBytes;
        return true;
    }

    /// <summary>Fills the rest of a fragment: the body of its mdat.</summary>
    /// <returns>False where the stream ends before.</returns>
    public bool TryReadRest(FragmentStart start, Span<byte> rest)
    {
        if (!TryFill(rest[..start.RestBytes]))
        {
            return false;
        }

        Position += start.Bytes.Length + start.RestBytes;
        return true;
    }

    private (string Type, int Bytes)? ReadHeader()
    {
        if (!TryFill(header))
        {
            return null;
        }

        var size = BinaryPrimitives.ReadUInt32BigEndian(header);
        return size is < Box.HeaderBytes or > int.MaxValue
            ? throw new InvalidDataException("what comes is no MP4")
            : (Box.TypeOf(header), (int)size - Box.HeaderBytes);
    }

    private static void Demand(bool isSound, (string Type, int Bytes) box)
    {
        if (!isSound)
        {
            throw new InvalidDataException($"what comes is no fragmented MP4 (a box of {box.Bytes} bytes)");
        }
    }

    private bool TryFill(Span<byte> bytes) => stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;

    private void Grow(int bytes)
    {
        if (moof.Length < bytes)
        {
            moof = new byte[bytes * 2];
        }
    }
}

/// <summary>A fragment of which all but the media data is read.</summary>
/// <param name="Bytes">The moof and the header of the mdat; valid until the next is read.</param>
/// <param name="RestBytes">How many bytes are still to come.</param>
internal readonly record struct FragmentStart(ReadOnlyMemory<byte> Bytes, int RestBytes, FragmentTimes Times);
