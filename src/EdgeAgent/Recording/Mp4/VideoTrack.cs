using System.Buffers.Binary;

namespace EdgeAgent.Recording.Mp4;

/// <summary>The video track as moov describes it.</summary>
/// <param name="Id">Its number, by which fragments name it.</param>
/// <param name="Timescale">Ticks a second.</param>
/// <param name="Codec">As in RFC 6381.</param>
/// <param name="DefaultDuration">Ticks of a picture of which a fragment does not say.</param>
/// <param name="DefaultFlags">Flags of a picture of which a fragment does not say.</param>
/// <param name="HasSound">There is an AAC track beside it.</param>
internal sealed record VideoTrack(uint Id, uint Timescale, string Codec, uint DefaultDuration, uint DefaultFlags, bool HasSound)
{
    /// <param name="moov">The body of the box.</param>
    /// <returns>Null where there is no H.264 or H.265 video.</returns>
    public static VideoTrack? Find(ReadOnlySpan<byte> moov)
    {
        VideoTrack? video = null;
        var hasSound = false;
        var boxes = moov;
        while (Box.TryTake(ref boxes, out var type, out var trak))
        {
            if (type == "trak")
            {
                video ??= Read(trak);
                hasSound |= !Box.Find(trak, "mdia/minf/smhd").IsEmpty;
            }
        }

        return video is null ? null : WithDefaults(video with { HasSound = hasSound }, moov);
    }

    /// <param name="trak">The body of any track's box.</param>
    /// <returns>False where it is not whole.</returns>
    public static bool TryReadTimes(ReadOnlySpan<byte> trak, out uint id, out uint timescale)
    {
        (id, timescale) = (0, 0);
        var header = Box.Find(trak, "tkhd");
        var media = Box.Find(trak, "mdia/mdhd");
        if (header.Length < 24 || media.Length < 24)
        {
            return false;
        }

        // Version 1 has times of 64 bits before what is asked for here.
        id = BinaryPrimitives.ReadUInt32BigEndian(header[(header[0] == 1 ? 20 : 12)..]);
        timescale = BinaryPrimitives.ReadUInt32BigEndian(media[(media[0] == 1 ? 20 : 12)..]);
        return timescale > 0;
    }

    private static VideoTrack? Read(ReadOnlySpan<byte> trak)
    {
        var entries = Box.Find(trak, "mdia/minf/stbl/stsd");
        return entries.Length >= 8 && CodecName.Read(entries[8..]) is { } codec && TryReadTimes(trak, out var id, out var timescale)
            ? new VideoTrack(id, timescale, codec, 0, 0, false)
            : null;
    }

    private static VideoTrack WithDefaults(VideoTrack track, ReadOnlySpan<byte> moov)
    {
        var boxes = Box.Find(moov, "mvex");
        while (Box.TryTake(ref boxes, out var type, out var trex))
        {
            if (type == "trex" && trex.Length >= 24 && BinaryPrimitives.ReadUInt32BigEndian(trex[4..]) == track.Id)
            {
                return track with
                {
                    DefaultDuration = BinaryPrimitives.ReadUInt32BigEndian(trex[12..]),
                    DefaultFlags = BinaryPrimitives.ReadUInt32BigEndian(trex[20..]),
                };
            }
        }

        return track;
    }
}
