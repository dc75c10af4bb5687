using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace EdgeAgent.Recording.Mp4;

/// <summary>Names of codecs as browsers know them (RFC 6381; for H.265 ISO/IEC 14496-15, annex E).</summary>
internal static class CodecName
{
    // A visual sample entry's own fields stand before the boxes within it.
    private const int VisualEntryBytes = 78;

    /// <param name="entries">The sample entries of a track.</param>
    /// <returns>Null where the first is neither H.264 nor H.265.</returns>
    public static string? Read(ReadOnlySpan<byte> entries)
    {
        if (!Box.TryTake(ref entries, out var type, out var entry) || entry.Length < VisualEntryBytes)
        {
            return null;
        }

        var boxes = entry[VisualEntryBytes..];
        return type switch
        {
            "avc1" or "avc3" when Box.Find(boxes, "avcC") is { Length: >= 4 } configuration => H264(configuration),
            "hvc1" or "hev1" when Box.Find(boxes, "hvcC") is { Length: >= 13 } configuration => H265(configuration),
            _ => null,
        };
    }

    private static string H264(ReadOnlySpan<byte> configuration) => $"avc1.{Convert.ToHexStringLower(configuration[1..4])}";

    private static string H265(ReadOnlySpan<byte> configuration)
    {
        string[] spaces = ["", "A", "B", "C"];
        var profile = (spaces[configuration[1] >> 6], configuration[1] & 0x1F);
        var compatibility = Reversed(BinaryPrimitives.ReadUInt32BigEndian(configuration[2..]));
        var tier = (configuration[1] & 0x20) == 0 ? 'L' : 'H';
        var constraints = string.Concat(configuration[6..12].TrimEnd((byte)0).ToArray().Select(each => $".{each:X}"));
        return string.Create(CultureInfo.InvariantCulture, $"hvc1.{profile.Item1}{profile.Item2}.{compatibility:X}.{tier}{configuration[12]}{constraints}");
    }

    private static uint Reversed(uint bits)
    {
        uint reversed = 0;
        for (var bit = 0; bit < 32; bit++)
        {
            reversed = BitOperations.RotateLeft(reversed, 1) | ((bits >> bit) & 1);
        }

        return reversed;
    }
}
