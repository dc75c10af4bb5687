namespace EdgeAgent.Video.Health;

/// <summary>How far a picture is the view that is known.</summary>
/// <param name="Kept">Share of the known view's blocks that show the same edges still, 0-1; null when too few show any.</param>
/// <param name="Sharp">Share of the known view's blocks that have their detail still, 0-1; null when too few have any.</param>
/// <param name="Intact">How many of the picture's twelve regions look as ever: what hides most of the view leaves the rest as it was.</param>
internal readonly record struct Likeness(double? Kept, double? Sharp, int Intact)
{
    private const float SameEdges = 0.5f;

    // Grey levels: a picture that has less there shows noise, not the view.
    private const float LeastEdges = 0.5f;
    private const float LeastDetail = 0.5f;

    // Less detail than this in the known view says nothing when it is gone.
    private const float TellingDetail = 0.8f;
    private const float LossOfDetail = 0.25f;

    private const int FewestBlocks = 12;

    // Regions are 4 x 3 blocks; one with fewer edges tells nothing.
    private const int RegionsAcross = 4;
    private const int Regions = 12;
    private const int FewestInRegion = 4;
    private const double MostOfRegion = 0.75;

    /// <param name="known">What the view may look like, the likeliest first; a block is kept when it looks as in any of these.</param>
    public static Likeness Of(Structure picture, ReadOnlySpan<Structure> known)
    {
        Span<float> best = stackalloc float[BlockGrid.Blocks];
        Span<float> correlation = stackalloc float[BlockGrid.Blocks];
        best.Clear();
        foreach (var view in known)
        {
            picture.Correlate(view, correlation);
            for (var block = 0; block < best.Length; block++)
            {
                best[block] = MathF.Max(best[block], correlation[block]);
            }
        }

        var view0 = known[0];
        var dimmed = (float)Math.Min(1, picture.Contrast / Math.Max(view0.Contrast, 1e-3));
        Span<int> structured = stackalloc int[Regions];
        Span<int> kept = stackalloc int[Regions];
        structured.Clear();
        kept.Clear();
        var (detailed, sharp) = (0, 0);
        for (var block = 0; block < best.Length; block++)
        {
            if (view0.Shows(block))
            {
                var region = (block / BlockGrid.Columns / 3 * RegionsAcross) + (block % BlockGrid.Columns / 4);
                structured[region]++;
                kept[region] += best[block] >= SameEdges && picture.Edges(block) >= LeastEdges ? 1 : 0;
            }

            if (view0.Shows(block) && view0.Detail(block) >= TellingDetail)
            {
                detailed++;
                sharp += picture.Detail(block) >= MathF.Max(LeastDetail, LossOfDetail * dimmed * view0.Detail(block)) ? 1 : 0;
            }
        }

        return new Likeness(Share(Sum(kept), Sum(structured)), Share(sharp, detailed), CountIntact(kept, structured));
    }

    private static int CountIntact(ReadOnlySpan<int> kept, ReadOnlySpan<int> structured)
    {
        var intact = 0;
        for (var region = 0; region < Regions; region++)
        {
            intact += structured[region] >= FewestInRegion && kept[region] >= MostOfRegion * structured[region] ? 1 : 0;
        }

        return intact;
    }

    private static int Sum(ReadOnlySpan<int> counts)
    {
        var sum = 0;
        foreach (var count in counts)
        {
            sum += count;
        }

        return sum;
    }

    private static double? Share(int part, int whole) => whole < FewestBlocks ? null : (double)part / whole;
}
