using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EdgeAgent.Recording.Mp4;

/// <summary>
/// What a player needs before the first fragment: the boxes ftyp and moov ("initialization segment"). Fragments of streams
/// with the same bytes here can be played one after another without another head.
/// </summary>
public sealed class StreamHead
{
    private const int SampleIsNoKey = 0x10000;
    private const long LongestSeconds = 100L * 365 * 24 * 3600;

    private StreamHead(byte[] bytes, VideoTrack track)
    {
        Bytes = bytes;
        Track = track;
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(bytes));
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Start of the SHA-256 of the bytes.</summary>
    public uint Id { get; }

    /// <summary>E.g. <c>video/mp4; codecs="avc1.640028"</c>, as browsers are asked whether they play it.</summary>
    public string MediaType => $"video/mp4; codecs=\"{(Track.HasSound ? $"{Track.Codec},{SoundCodec}" : Track.Codec)}\"";

    public bool IsH265 => Track.Codec.StartsWith("hvc1", StringComparison.Ordinal);

    internal VideoTrack Track { get; }

    // Sound is recorded as AAC-LC and as nothing else.
    private const string SoundCodec = "mp4a.40.2";

    /// <param name="bytes">ftyp and moov; owned by the head from now on.</param>
    /// <exception cref="InvalidDataException">There is no H.264 or H.265 video in it.</exception>
    public static StreamHead Parse(byte[] bytes)
    {
        var moov = Box.Find(bytes, "moov");
        var track = VideoTrack.Find(moov)
            ?? throw new InvalidDataException("the stream has no H.264 or H.265 video");
        NameLikeBrowsers(bytes);
        return new StreamHead(bytes, track);
    }

    /// <summary>Ticks a second of a track, the video's where there is no such track.</summary>
    internal uint TimescaleOf(uint track)
    {
        var boxes = Box.Find(Bytes.Span, "moov");
        while (Box.TryTake(ref boxes, out var type, out var trak))
        {
            if (type == "trak" && VideoTrack.TryReadTimes(trak, out var id, out var timescale) && id == track)
            {
                return timescale;
            }
        }

        return Track.Timescale;
    }

    /// <summary>What is known of a fragment from its moof.</summary>
    /// <param name="moof">The body of the box.</param>
    /// <param name="soFar">Where the pictures before it ended, in ticks: what a fragment of sound alone is counted to, with no picture.</param>
    /// <exception cref="InvalidDataException">It holds neither video nor sound.</exception>
    internal FragmentTimes Read(ReadOnlySpan<byte> moof, long soFar)
    {
        var hasOther = false;
        while (Box.TryTake(ref moof, out var type, out var traf))
        {
            if (type == "traf" && TrackFragment.Read(traf, Track) is { } video)
            {
                Demand(video.DecodeTime);
                Demand(video.Duration);
                return new FragmentTimes(
                    video.DecodeTime, video.Duration, Track.Timescale, video.Samples, (video.FirstSampleFlags & SampleIsNoKey) == 0);
            }

            hasOther |= type == "traf";
        }

        // ffmpeg ends a fragment by the time of any track: between two pictures of a slow stream there may be sound alone.
        return hasOther && Track.HasSound
            ? new FragmentTimes(soFar, 0, Track.Timescale, 0, false)
            : throw new InvalidDataException("a fragment without video");
    }

    private void Demand(long ticks)
    {
        if (ticks < 0 || ticks / Track.Timescale > LongestSeconds)
        {
            throw new InvalidDataException("a fragment at an impossible time");
        }
    }

    // ffmpeg names H.265 hev1 (parameter sets within the stream too), which Safari does not play; it puts them into the
    // head as well, so that hvc1 is as true.
    private static void NameLikeBrowsers(Span<byte> bytes)
    {
        var at = bytes.IndexOf("hev1"u8);
        if (at >= 0)
        {
            "hvc1"u8.CopyTo(bytes[at..]);
        }
    }
}

/// <summary>Where a fragment lies in its stream's time and what it begins with.</summary>
/// <param name="DecodeTicks">Decode time of its first picture, in ticks of the timescale since the stream's beginning.</param>
/// <param name="DurationTicks">Sum of its pictures' durations.</param>
/// <param name="Timescale">Ticks a second.</param>
/// <param name="Samples">How many pictures; none in a fragment of sound alone.</param>
/// <param name="IsKey">Its first picture is a key frame.</param>
internal readonly record struct FragmentTimes(long DecodeTicks, long DurationTicks, uint Timescale, int Samples, bool IsKey)
{
    public TimeSpan Start => ToTime(DecodeTicks);

    public TimeSpan Duration => ToTime(DurationTicks);

    private TimeSpan ToTime(long ticks) => TimeSpan.FromSeconds((double)ticks / Timescale);
}
