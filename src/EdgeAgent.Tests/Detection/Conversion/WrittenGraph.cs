using System.Text;

namespace EdgeAgent.Tests.Detection.Conversion;

/// <summary>What stands in an ONNX file, read apart from the writer.</summary>
internal static class WrittenGraph
{
    /// <returns>The operators of the nodes, in their order.</returns>
    public static IReadOnlyList<string> Operators(byte[] model) => Texts(model, part: 1, field: 4);

    /// <returns>The names of the constants, in their order.</returns>
    public static IReadOnlyList<string> Constants(byte[] model) => Texts(model, part: 5, field: 8);

    private static List<string> Texts(byte[] model, int part, int field) =>
        [.. Fields(Fields(model, 7).Single(), part).Select(message => Encoding.UTF8.GetString(Fields(message, field).Single()))];

    /// <summary>The contents of a message's fields of one number, as far as they have a length.</summary>
    private static List<byte[]> Fields(byte[] message, int number)
    {
        var found = new List<byte[]>();
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    Varint(message, ref at);
                    break;
                case 5:
                    at += sizeof(float);
                    break;
                default:
                    var length = (int)Varint(message, ref at);
                    if ((int)(tag >> 3) == number)
                    {
                        found.Add(message[at..(at + length)]);
                    }

                    at += length;
                    break;
            }
        }

        return found;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0ul;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
