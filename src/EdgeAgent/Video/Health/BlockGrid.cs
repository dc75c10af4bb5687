namespace EdgeAgent.Video.Health;

/// <summary>The small picture's division into 16 x 9 blocks of 10 x 10 pixels.</summary>
internal static class BlockGrid
{
    public const int Side = 10;

    public const int Columns = LearntView.Columns / Side;

    public const int Rows = LearntView.Rows / Side;

    public const int Blocks = Columns * Rows;

    public const int Pixels = LearntView.Columns * LearntView.Rows;

    /// <summary>The block that a pixel lies in, row by row.</summary>
    public static int BlockOf(int pixel) => (pixel / LearntView.Columns / Side * Columns) + (pixel % LearntView.Columns / Side);
}
