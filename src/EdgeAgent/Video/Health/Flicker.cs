using OpenCvSharp;

namespace EdgeAgent.Video.Health;

/// <summary>
/// How much a picture changes from one to the next, by a sensor's noise or by what moves: for each block the share of
/// its pixels that differ clearly. Over 8 s the lower third is taken, so that the pulse of a key frame does not count.
/// The picture is sampled without averaging, which would take the noise away.
/// </summary>
internal sealed class Flicker
{
    private const int ClearDifference = 3;

    // More than noise and the pulse of a key frame make: something that moves.
    private const int StrongDifference = 21;
    private const int MovingPixels = 11;
    private const int MovingBlocks = 3;

    private const double PixelsOfBlock = BlockGrid.Side * BlockGrid.Side;
    private const double LowerThird = 0.35;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(8);

    private readonly Queue<(DateTimeOffset At, byte[] Changed)> pictures = new();
    private byte[] sample = new byte[BlockGrid.Pixels];
    private byte[] before = new byte[BlockGrid.Pixels];
    private DateTimeOffset? begun;

    /// <summary>Since when every sampled pixel has been the same; null when the last two pictures differ.</summary>
    public DateTimeOffset? IdenticalSince { get; private set; }

    /// <summary>
    /// When something last moved; null when nothing has. The uppermost and the lowest blocks do not count: there a camera
    /// writes its clock, which may go on over a frozen picture.
    /// </summary>
    public DateTimeOffset? LastMovement { get; private set; }

    public void Look(Mat brightness, DateTimeOffset at)
    {
        (before, sample) = (sample, before);
        Sample(brightness);
        if (begun is null)
        {
            begun = at;
        }
        else
        {
            Compare(at);
        }
    }

    /// <returns>
    /// What the calmest quarter and the liveliest tenth of the blocks reach, 0-1; null until enough pictures were seen.
    /// </returns>
    public (double Calm, double Lively)? Measure()
    {
        if (pictures.Count == 0 || pictures.Last().At - begun < Span)
        {
            return null;
        }

        var levels = new byte[BlockGrid.Blocks];
        var changes = new byte[pictures.Count];
        for (var block = 0; block < levels.Length; block++)
        {
            var next = 0;
            foreach (var (_, changed) in pictures)
            {
                changes[next++] = changed[block];
            }

            Array.Sort(changes);
            levels[block] = changes[(int)(LowerThird * (changes.Length - 1))];
        }

        Array.Sort(levels);
        return (levels[levels.Length / 4] / PixelsOfBlock, levels[levels.Length * 9 / 10] / PixelsOfBlock);
    }

    public void Forget()
    {
        pictures.Clear();
        begun = null;
        IdenticalSince = null;
        LastMovement = null;
    }

    private void Sample(Mat brightness)
    {
        var pixels = brightness.AsSpan<byte>();
        var (rows, columns) = (brightness.Rows, brightness.Cols);
        for (var row = 0; row < LearntView.Rows; row++)
        {
            var line = pixels.Slice(row * rows / LearntView.Rows * columns, columns);
            for (var column = 0; column < LearntView.Columns; column++)
            {
                sample[(row * LearntView.Columns) + column] = line[column * columns / LearntView.Columns];
            }
        }
    }

    private void Compare(DateTimeOffset at)
    {
        IdenticalSince = sample.AsSpan().SequenceEqual(before) ? IdenticalSince ?? at : null;
        LastMovement = Moves() ? at : LastMovement;
        var changed = new byte[BlockGrid.Blocks];
        BlockChanges.Count(sample, before, ClearDifference, changed);
        pictures.Enqueue((at, changed));
        while (at - pictures.Peek().At >= Span)
        {
            pictures.Dequeue();
        }
    }

    private bool Moves()
    {
        Span<byte> strong = stackalloc byte[BlockGrid.Blocks];
        BlockChanges.Count(sample, before, StrongDifference, strong);
        var moving = 0;
        foreach (var pixels in strong[BlockGrid.Columns..^BlockGrid.Columns])
        {
            moving += pixels >= MovingPixels ? 1 : 0;
        }

        return moving >= MovingBlocks;
    }
}
