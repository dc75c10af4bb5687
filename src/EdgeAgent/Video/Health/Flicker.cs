using System.Runtime.InteropServices;
using OpenCvSharp;

namespace EdgeAgent.Video.Health;

/// <summary>
/// How much a picture changes from one to the next, by a sensor's noise or by what moves: for each block the share of
/// its pixels that differ clearly. Over 8 s the lower third is taken, so that the pulse of a key frame does not count.
/// The picture is sampled without averaging, which would take the noise away.
/// </summary>
internal sealed class Flicker : IDisposable
{
    private const int ClearDifference = 3;

    // More than noise and the pulse of a key frame make: something that moves.
    private const int StrongDifference = 20;
    private const double MovingShare = 0.1;
    private const int MovingBlocks = 3;

    private const double Percent = 100;
    private const double LowerThird = 0.35;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(8);

    private readonly Mat sample = new();
    private readonly Queue<(DateTimeOffset At, byte[] Changed)> pictures = new();
    private readonly Mat before = new();
    private readonly Mat difference = new();
    private readonly Mat strong = new();
    private readonly Mat shares = new();
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
        Cv2.Resize(brightness, sample, new Size(LearntView.Columns, LearntView.Rows), interpolation: InterpolationFlags.Nearest);
        if (begun is null)
        {
            begun = at;
        }
        else
        {
            Compare(at);
        }

        sample.CopyTo(before);
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
        return (levels[levels.Length / 4] / Percent, levels[levels.Length * 9 / 10] / Percent);
    }

    public void Forget()
    {
        pictures.Clear();
        begun = null;
        IdenticalSince = null;
        LastMovement = null;
    }

    public void Dispose()
    {
        sample.Dispose();
        before.Dispose();
        difference.Dispose();
        strong.Dispose();
        shares.Dispose();
    }

    private void Compare(DateTimeOffset at)
    {
        Cv2.Absdiff(sample, before, difference);
        IdenticalSince = Cv2.CountNonZero(difference) > 0 ? null : IdenticalSince ?? at;
        LastMovement = Moves() ? at : LastMovement;
        Cv2.Threshold(difference, difference, ClearDifference - 1, Percent, ThresholdTypes.Binary);
        Cv2.Resize(difference, shares, new Size(BlockGrid.Columns, BlockGrid.Rows), interpolation: InterpolationFlags.Area);
        var changed = new byte[BlockGrid.Blocks];
        Marshal.Copy(shares.Data, changed, 0, changed.Length);
        pictures.Enqueue((at, changed));
        while (at - pictures.Peek().At >= Span)
        {
            pictures.Dequeue();
        }
    }

    private bool Moves()
    {
        Cv2.Threshold(difference, strong, StrongDifference, Percent, ThresholdTypes.Binary);
        if (Cv2.CountNonZero(strong) == 0)
        {
            return false;
        }

        Cv2.Resize(strong, shares, new Size(BlockGrid.Columns, BlockGrid.Rows), interpolation: InterpolationFlags.Area);
        using var inner = shares.RowRange(1, BlockGrid.Rows - 1);
        using var moving = inner.Threshold(MovingShare * Percent, 1, ThresholdTypes.Binary);
        return Cv2.CountNonZero(moving) >= MovingBlocks;
    }
}
