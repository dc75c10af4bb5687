using System.Buffers.Binary;

namespace EdgeAgent.Recording.Mp4;

/// <summary>One track's part of a fragment: the boxes tfhd, tfdt and trun within traf (ISO/IEC 14496-12, section 8.8).</summary>
/// <param name="DecodeTime">Of the first sample, in ticks.</param>
/// <param name="Duration">Of all samples, in ticks.</param>
/// <param name="Samples">How many.</param>
/// <param name="FirstSampleFlags">Tells, among others, whether the first sample is a key frame.</param>
internal readonly record struct TrackFragment(long DecodeTime, long Duration, int Samples, uint FirstSampleFlags)
{
    /// <param name="traf">The body of the box.</param>
    /// <returns>Null where it is another track's, or not whole.</returns>
    public static TrackFragment? Read(ReadOnlySpan<byte> traf, VideoTrack track)
    {
        var header = Box.Find(traf, "tfhd");
        var time = Box.Find(traf, "tfdt");
        if (header.Length < 8 || time.Length < 8 || BinaryPrimitives.ReadUInt32BigEndian(header[4..]) != track.Id)
        {
            return null;
        }

        var defaults = SampleDefaults.Read(header, track);
        var decodeTime = time[0] == 1 && time.Length >= 12 ? BinaryPrimitives.ReadInt64BigEndian(time[4..]) : BinaryPrimitives.ReadUInt32BigEndian(time[4..]);
        var total = new TrackFragment(decodeTime, 0, 0, defaults.Flags);
        while (Box.TryTake(ref traf, out var type, out var body))
        {
            if (type == "trun")
            {
                total = total.With(SampleRun.Read(body, defaults));
            }
        }

        return total;
    }

    private TrackFragment With(SampleRun run) => this with
    {
        Duration = Duration + run.Duration,
        Samples = Math.Min(Samples + run.Samples, SampleRun.MostSamples),
        FirstSampleFlags = Samples == 0 ? run.FirstFlags : FirstSampleFlags,
    };
}

/// <summary>What a track fragment says of all its samples.</summary>
internal readonly record struct SampleDefaults(uint Duration, uint Flags)
{
    public static SampleDefaults Read(ReadOnlySpan<byte> tfhd, VideoTrack track)
    {
        var reader = new FieldReader(tfhd);
        reader.Skip(4); // the track's number
        reader.SkipIf(0x1, 8); // base data offset
        reader.SkipIf(0x2, 4); // sample description
        var duration = reader.ReadIf(0x8) ?? track.DefaultDuration;
        reader.SkipIf(0x10, 4); // size
        return new SampleDefaults(duration, reader.ReadIf(0x20) ?? track.DefaultFlags);
    }
}

/// <summary>A run of samples (trun).</summary>
internal readonly record struct SampleRun(long Duration, int Samples, uint FirstFlags)
{
    public const int MostSamples = 100_000;

    public static SampleRun Read(ReadOnlySpan<byte> trun, SampleDefaults defaults)
    {
        var reader = new FieldReader(trun);
        var count = (int)Math.Min(reader.Read(), MostSamples);
        reader.SkipIf(0x1, 4); // data offset
        var first = reader.ReadIf(0x4);
        if (!reader.HasSampleFields)
        {
            return new SampleRun(count * (long)defaults.Duration, count, first ?? defaults.Flags);
        }

        long duration = 0;
        var samples = 0;
        for (; samples < count && reader.HasMore; samples++)
        {
            duration += reader.ReadIf(0x100) ?? defaults.Duration;
            reader.SkipIf(0x200, 4); // size
            var flags = reader.ReadIf(0x400);
            reader.SkipIf(0x800, 4); // composition offset
            first ??= flags ?? defaults.Flags;
        }

        return new SampleRun(duration, samples, first ?? defaults.Flags);
    }
}

/// <summary>Reads a full box's fields of 32 bits, some of which are there only where the box's flags say so.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> body)
{
    private readonly uint flags = body.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(body) & 0xFFFFFF;
    private ReadOnlySpan<byte> left = body.Length < 4 ? default : body[4..];

    /// <summary>Whether samples have fields of their own; such a run ends with its bytes, whatever it says.</summary>
    public readonly bool HasSampleFields => (flags & 0xF00) != 0;

    public readonly bool HasMore => !left.IsEmpty;

    public uint Read()
    {
        var value = left.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(left);
        Skip(4);
        return value;
    }

    public uint? ReadIf(uint flag) => (flags & flag) != 0 ? Read() : null;

    public void SkipIf(uint flag, int bytes)
    {
        if ((flags & flag) != 0)
        {
            Skip(bytes);
        }
    }

    public void Skip(int bytes) => left = left[Math.Min(bytes, left.Length)..];
}
