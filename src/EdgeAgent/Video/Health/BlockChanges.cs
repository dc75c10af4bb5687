using System.Numerics;

namespace EdgeAgent.Video.Health;

/// <summary>Counts for each block how many of its pixels differ between two small pictures, 90 rows of 160 brightnesses each.</summary>
internal static class BlockChanges
{
    /// <param name="least">The least difference that counts, 1-255.</param>
    /// <param name="counts">Filled with 0 to 100 for each block.</param>
    public static void Count(ReadOnlySpan<byte> picture, ReadOnlySpan<byte> before, byte least, Span<byte> counts)
    {
        Span<byte> ofColumn = stackalloc byte[LearntView.Columns];
        for (var row = 0; row < BlockGrid.Rows; row++)
        {
            for (var column = 0; column < LearntView.Columns; column += Vector<byte>.Count)
            {
                CountColumns(picture, before, new Vector<byte>(least), (row * BlockGrid.Side * LearntView.Columns) + column)
                    .CopyTo(ofColumn[column..]);
            }

            for (var column = 0; column < BlockGrid.Columns; column++)
            {
                counts[(row * BlockGrid.Columns) + column] = Sum(ofColumn.Slice(column * BlockGrid.Side, BlockGrid.Side));
            }
        }
    }

    private static Vector<byte> CountColumns(ReadOnlySpan<byte> picture, ReadOnlySpan<byte> before, Vector<byte> least, int pixel)
    {
        var count = Vector<byte>.Zero;
        for (var row = 0; row < BlockGrid.Side; row++, pixel += LearntView.Columns)
        {
            var (now, then) = (new Vector<byte>(picture[pixel..]), new Vector<byte>(before[pixel..]));

            // Where it holds all bits are set, which is -1.
            count -= Vector.GreaterThanOrEqual(Vector.Max(now, then) - Vector.Min(now, then), least);
        }

        return count;
    }

    private static byte Sum(ReadOnlySpan<byte> counts)
    {
        var sum = 0;
        foreach (var count in counts)
        {
            sum += count;
        }

        return (byte)sum;
    }
}
