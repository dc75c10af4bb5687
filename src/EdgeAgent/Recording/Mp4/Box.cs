using System.Buffers.Binary;
using System.Text;

namespace EdgeAgent.Recording.Mp4;

/// <summary>Finds boxes (ISO/IEC 14496-12, section 4.2) in bytes that are there whole.</summary>
internal static class Box
{
    public const int HeaderBytes = 8;

    /// <summary>The body of the first box at the path, e.g. <c>moov/trak/mdia</c>; empty where it is not there.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> boxes, string path)
    {
        foreach (var type in path.Split('/'))
        {
            boxes = FirstOf(boxes, type);
        }

        return boxes;
    }

    /// <summary>Takes the next box off the bytes.</summary>
    /// <returns>False where no whole box is left.</returns>
    public static bool TryTake(scoped ref ReadOnlySpan<byte> boxes, out string type, out ReadOnlySpan<byte> body)
    {
        type = "";
        body = default;
        if (boxes.Length < HeaderBytes)
        {
            return false;
        }

        var size = BinaryPrimitives.ReadUInt32BigEndian(boxes);
        if (size < HeaderBytes || size > boxes.Length)
        {
            return false;
        }

        type = TypeOf(boxes);
        body = boxes[HeaderBytes..(int)size];
        boxes = boxes[(int)size..];
        return true;
    }

    /// <param name="header">At least eight bytes.</param>
    public static string TypeOf(ReadOnlySpan<byte> header) => Encoding.Latin1.GetString(header[4..HeaderBytes]);

    private static ReadOnlySpan<byte> FirstOf(ReadOnlySpan<byte> boxes, string wanted)
    {
        var left = boxes;
        ReadOnlySpan<byte> found = default;
        while (found.IsEmpty && TryTake(ref left, out var type, out var body))
        {
            found = type == wanted ? body : default;
        }

        return found;
    }
}
