using System.Buffers.Binary;

namespace EdgeAgent.Recording.Mp4;

/// <summary>Moves fragments in time, so that those of several recordings follow on one another.</summary>
internal static class DecodeTimes
{
    /// <param name="fragment">A whole one; changed in place.</param>
    /// <param name="by">In seconds.</param>
    public static void Move(Span<byte> fragment, StreamHead head, double by)
    {
        // The moof comes first; its boxes are looked through by hand, since what is found is written to.
        var end = Size(fragment);
        for (var at = Box.HeaderBytes; at + Box.HeaderBytes <= end; at += Size(fragment[at..]))
        {
            if (Box.TypeOf(fragment[at..]) == "traf")
            {
                MoveTrack(fragment.Slice(at, Size(fragment[at..])), head, by);
            }
        }
    }

    private static void MoveTrack(Span<byte> traf, StreamHead head, double by)
    {
        var track = BinaryPrimitives.ReadUInt32BigEndian(Box.Find(traf[Box.HeaderBytes..], "tfhd")[4..]);
        for (var at = Box.HeaderBytes; at + Box.HeaderBytes <= traf.Length; at += Size(traf[at..]))
        {
            if (Box.TypeOf(traf[at..]) == "tfdt")
            {
                MoveTime(traf[(at + Box.HeaderBytes)..], (long)Math.Round(by * head.TimescaleOf(track)));
            }
        }
    }

    private static void MoveTime(Span<byte> tfdt, long by)
    {
        if (tfdt[0] == 1)
        {
            BinaryPrimitives.WriteInt64BigEndian(tfdt[4..], Math.Max(0, BinaryPrimitives.ReadInt64BigEndian(tfdt[4..]) + by));
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(tfdt[4..], (uint)Math.Clamp(BinaryPrimitives.ReadUInt32BigEndian(tfdt[4..]) + by, 0, uint.MaxValue));
        }
    }

    private static int Size(ReadOnlySpan<byte> box) => Math.Max(Box.HeaderBytes, BinaryPrimitives.ReadInt32BigEndian(box));
}
